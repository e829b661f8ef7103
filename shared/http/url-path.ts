// biome-ignore lint/suspicious/noControlCharactersInRegex: https://url.spec.whatwg.org/#path-percent-encode-set
const PATH_ENCODE = /[\u0000-\u0020"#<>?^`{}\u007f-\uffff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: https://url.spec.whatwg.org/#special-query-percent-encode-set
const QUERY_ENCODE = /[\u0000-\u0020"#<>'\u007f-\uffff]/g;

/** Nothing to turn, drop or encode: most paths. */
const PLAIN = /^(?:\/[\w~!$&'()*+,;=:@-][\w~!$&'()*+,;=:@.-]*)+\/?$/;

/**
 * Path and query of a special URL as they stand on the wire: slashes turned, dot segments gone, odd bytes encoded.
 * https://url.spec.whatwg.org/#path-state
 */
export function normalizePath(path: string, query: string | undefined): string {
  if (query === undefined && PLAIN.test(path)) return path;
  const encoded = removeDotSegments(path.replace(/\\/g, '/')).replace(PATH_ENCODE, percentEncode);
  return query === undefined ? encoded : `${encoded}?${query.replace(QUERY_ENCODE, percentEncode)}`;
}

function removeDotSegments(path: string): string {
  if (!/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return path.startsWith('/') ? path : `/${path}`;
  const kept: string[] = [];
  const segments = path.replace(/^\//, '').split('/');
  for (const [index, segment] of segments.entries()) {
    const dots = /^(?:\.|%2e){1,2}$/i.test(segment) ? segment.replace(/%2e/gi, '.').length : 0;
    if (dots === 2) kept.pop();
    if (dots === 0) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** Header text is one char a byte, so a char over 0x7F is encoded as the byte that it is. */
function percentEncode(char: string): string {
  const code = char.charCodeAt(0);
  return code > 0xff ? encodeURIComponent(char) : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
