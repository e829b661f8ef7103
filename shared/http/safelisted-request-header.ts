import { isBrowserOwn } from './browser-header.ts';
import { trimOws } from './head.ts';
import type { HeaderLine } from './header-line.ts';

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names them by number
const UNSAFE_BYTE = /[\u0000-\u0008\u000a-\u001f"():<>?@[\\\]{}\u007f]/;
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
const SINGLE_RANGE = /^bytes=(\d+)-(\d*)$/i;
const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);
const WHOLE = /^\d+$/;
const DECIMAL = /^\d+(?:\.\d+)?$/;
/** Client hints, and Intervention, that Chromium 156 lets scripts send without a preflight; the standard knows none of them. */
const CHROMIUM_SAFE: ReadonlyMap<string, RegExp> = new Map([
  ['dpr', DECIMAL],
  ['downlink', DECIMAL],
  ['device-memory', DECIMAL],
  ['ect', /^(?:slow-2g|[234]g)$/],
  ['rtt', WHOLE],
  ['width', WHOLE],
  ['viewport-width', WHOLE],
  ['save-data', /^on$/i],
  ['intervention', /^/],
]);
/** Chromium counts bytes in 64 bits, one of which is the sign. */
const RANGE_LIMIT = 2 ** 63;
const VALUE_LIMIT = 128;
const TOTAL_LIMIT = 1024;

/**
 * Names, in lower case and sorted, of the headers that a preflight has to ask for. Lines of one name count as one value,
 * joined by `, `, as Chromium does. https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function unsafeHeaderNames(lines: readonly HeaderLine[]): string[] {
  const values = scriptHeaders(lines);
  const unsafe: string[] = [];
  const safe: string[] = [];
  let total = 0;
  for (const [name, value] of values) {
    if (isSafelisted(name, value)) {
      safe.push(name);
      total += value.length;
    } else unsafe.push(name);
  }
  return (total > TOTAL_LIMIT ? [...unsafe, ...safe] : unsafe).sort();
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header; `name` in lower case. */
export function isSafelisted(name: string, value: string): boolean {
  if (value.length > VALUE_LIMIT) return false;
  switch (name) {
    case 'accept':
      return !UNSAFE_BYTE.test(value);
    case 'accept-language':
    case 'content-language':
      return LANGUAGE.test(value);
    case 'content-type':
      return !UNSAFE_BYTE.test(value) && SIMPLE_TYPES.has(mimeEssence(value));
    case 'range':
      return isSimpleRange(value);
    default:
      return CHROMIUM_SAFE.get(name)?.test(value) === true;
  }
}

/** One range with a start, and no end before it: https://fetch.spec.whatwg.org/#simple-range-header-value */
function isSimpleRange(value: string): boolean {
  const match = SINGLE_RANGE.exec(value);
  if (match === null) return false;
  const [first, last] = [Number(match[1]), match[2] === '' ? Number(match[1]) : Number(match[2])];
  return first <= last && last < RANGE_LIMIT;
}

/** Type and subtype, lower-case: https://mimesniff.spec.whatwg.org/#mime-type-essence */
export function mimeEssence(value: string): string {
  const semicolon = value.indexOf(';');
  return trimOws(semicolon === -1 ? value : value.slice(0, semicolon)).toLowerCase();
}

function scriptHeaders(lines: readonly HeaderLine[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of lines) {
    const lower = name.toLowerCase();
    if (isBrowserOwn(lower)) continue;
    const before = values.get(lower);
    values.set(lower, before === undefined ? value : `${before}, ${value}`);
  }
  return values;
}
