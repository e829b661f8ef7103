/** What an answer must say to let a page of that origin read it, as part of a sentence; no server should name `null`. */
export function allowText(origin: string): string {
  if (origin !== 'null') return `\`Access-Control-Allow-Origin: ${origin}\` and \`Vary: Origin\``;
  return '`Access-Control-Allow-Origin: *` (only if the data is public; do not allow the origin `null`, which any sandboxed page has)';
}

/** What is to change where a page of the origin `null` asks with credentials: nothing on the server, where `*` does not hold. */
export const NULL_WITH_CREDENTIALS =
  'Give the page an origin of its own (for a sandboxed iframe: `allow-same-origin`), or make the request without credentials. Do not allow the origin `null`: any site can produce it.';
