import { utf8Of } from './latin1.ts';

/**
 * Code points that may not stand in the host of a special URL: https://url.spec.whatwg.org/#forbidden-domain-code-point
 * But for the space: Chromium lets it stand, as `%20`.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard forbids them by number
const FORBIDDEN = /[\u0000-\u001f#%/:<>?@[\\\]^|\u007f]/;
/** https://url.spec.whatwg.org/#forbidden-host-code-point */
const FORBIDDEN_OPAQUE = /[\0\t\n\r #/:<>?@[\\\]^|]/;
/** Most hosts. */
const PLAIN = /^[a-z0-9.-]+$/;
const UTF8 =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the one-byte part of UTF-8
  /^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*$/;

/** Controls, marks of direction, joiners and what turns into dots: of names beyond ASCII, https://www.unicode.org/reports/tr46/ */
const UNNAMEABLE = /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u200c-\u200f\u2024-\u2026\u202a-\u202e\ufffd]/u;

/**
 * The host of a special URL in its serialised form, or null where it is none. Names beyond ASCII and IPv6 addresses are
 * kept as they are written: no caller compares them. https://url.spec.whatwg.org/#concept-host-parser
 */
export function parseHost(text: string): string | null {
  if (text.startsWith('[')) return text.endsWith(']') && isIpv6(text.slice(1, -1)) ? text.toLowerCase() : null;
  const host = lowerCase(percentDecode(text));
  if (!PLAIN.test(host) && (host === '' || FORBIDDEN.test(host) || !isName(host))) return null;
  return endsInNumber(host) ? parseIpv4(host) : host.replaceAll(' ', '%20');
}

/** ASCII alone: what stands beyond it may be half of a character. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, letter => letter.toLowerCase());
}

/** A host of no special scheme: https://url.spec.whatwg.org/#concept-opaque-host-parser */
export function isOpaqueHost(text: string): boolean {
  return text.startsWith('[') ? text.endsWith(']') && isIpv6(text.slice(1, -1)) : !FORBIDDEN_OPAQUE.test(text);
}

function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Header values are latin-1 text, one char a byte; bytes that are not UTF-8 become U+FFFD, which no domain may hold. */
function isName(host: string): boolean {
  if (/[^\0-\xff]/.test(host)) return !UNNAMEABLE.test(host);
  return UTF8.test(host) && !UNNAMEABLE.test(utf8Of(host));
}

/** https://url.spec.whatwg.org/#ends-in-a-number-checker */
function endsInNumber(host: string): boolean {
  const end = host.endsWith('.') ? host.length - 1 : host.length;
  const last = host.slice(host.lastIndexOf('.', end - 1) + 1, end);
  return /^(?:\d+|0x[0-9a-f]*)$/.test(last);
}

/** https://url.spec.whatwg.org/#concept-ipv4-parser */
function parseIpv4(host: string): string | null {
  const parts = host.split('.');
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  if (parts.length > 4) return null;
  const numbers = parts.map(ipv4Number);
  const last = numbers.pop();
  if (last === undefined || !(last < 256 ** (4 - numbers.length)) || numbers.some(part => !(part < 256))) return null;
  const address = numbers.reduce((sum, part, index) => sum + part * 256 ** (3 - index), last);
  return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** NaN where it is no number. */
function ipv4Number(text: string): number {
  if (/^0x[0-9a-f]*$/.test(text)) return text === '0x' ? 0 : Number.parseInt(text, 16);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
}

/** https://url.spec.whatwg.org/#concept-ipv6-parser */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const pieces = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const ipv4 = pieces.at(-1)?.includes('.') ? pieces.pop() : undefined;
  if (ipv4 !== undefined && !/^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(ipv4)) return false;
  const length = pieces.length + (ipv4 === undefined ? 0 : 2);
  return pieces.every(piece => /^[0-9a-f]{1,4}$/i.test(piece)) && (halves.length === 2 ? length < 8 : length === 8);
}
