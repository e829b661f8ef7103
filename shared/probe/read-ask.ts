import { isBrowserOwn } from '../http/browser-header.ts';
import { trimOws } from '../http/head.ts';
import { isToken } from '../http/token-list.ts';
import { hrefOf, originOf, parseUrl, type Url } from '../http/url.ts';
import type { AskedHeader, ProbeAsk, Rung } from './ask.ts';
import { guessOrigin } from './guess-origin.ts';

/** What a person or a script wrote. */
export interface RawAsk {
  readonly url: string;
  readonly origins?: readonly string[] | undefined;
  readonly methods?: readonly string[] | undefined;
  /** `NAME` or `NAME: value`. */
  readonly headers?: readonly string[] | undefined;
  readonly credentials?: boolean | undefined;
  /** `NAME=URL`, from the browser inwards. */
  readonly via?: readonly string[] | undefined;
  readonly allowUnsafe?: boolean | undefined;
  readonly sameUrl?: boolean | undefined;
}

/** What is wrong with it, and what would be right. */
export interface AskProblem {
  readonly option: keyof RawAsk;
  readonly value: string;
  readonly expected: string;
}

/** The name of the one rung where no other address is given. */
export const OWN_ADDRESS = 'upstream';

const URL_FORM = 'an absolute http or https URL without user name, such as https://api.example.com/orders';
const ORIGIN_FORM = 'an origin, such as https://app.example.com (no path, no slash at the end, lower case)';
const METHOD_FORM = 'a method that a page can use, such as PUT';
const HEADER_FORM = 'a header that a page can set, as NAME or "NAME: value" (and Cookie, with credentials)';
const VIA_FORM = 'NAME=URL, such as gateway=http://10.0.0.2:8080 (no path)';

/** All problems at once. */
export function readAsk(raw: RawAsk): ProbeAsk | readonly AskProblem[] {
  const problems: AskProblem[] = [];
  const url = readUrl(raw.url);
  if (url === null) problems.push({ option: 'url', value: raw.url, expected: URL_FORM });
  const each = <T>(option: 'origins' | 'methods' | 'headers' | 'via', read: (text: string) => T | null, form: string) =>
    (raw[option] ?? []).flatMap(text => {
      const value = read(text);
      if (value === null) problems.push({ option, value: text, expected: form });
      return value === null ? [] : [value];
    });
  const credentials = raw.credentials ?? false;
  const origins = unique(each('origins', readOrigin, ORIGIN_FORM));
  const methods = unique(each('methods', readMethod, METHOD_FORM));
  const headers = each('headers', text => readHeader(text, credentials), HEADER_FORM);
  const rungs = each('via', readVia, VIA_FORM);
  problems.push(...doubles(rungs));
  if (url === null || problems.length > 0) return problems;
  return {
    url: hrefOf(url),
    origins: origins.length > 0 ? origins : [guessOrigin(url)],
    guessed: origins.length === 0,
    methods: methods.length > 0 ? methods : ['GET'],
    headers,
    credentials,
    rungs: rungs.length > 0 ? rungs : [{ name: OWN_ADDRESS, address: originOf(url) }],
    allowUnsafe: raw.allowUnsafe ?? false,
    sameUrl: raw.sameUrl ?? false,
  };
}

export function isAskProblems(read: ProbeAsk | readonly AskProblem[]): read is readonly AskProblem[] {
  return Array.isArray(read);
}

function readUrl(text: string): Url | null {
  const url = /^https?:\/\//i.test(text) ? parseUrl(text) : null;
  return url === null || url.userinfo ? null : url;
}

/** As browsers serialise it, any other spelling is another origin; apps have schemes of their own. */
function readOrigin(text: string): string | null {
  if (text === 'null') return text;
  const url = parseUrl(text);
  if (url === null) return null;
  if (url.host !== '') return originOf(url) === text ? text : null;
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(text) ? text : null;
}

const NORMALIZED: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
/** https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** https://fetch.spec.whatwg.org/#concept-method-normalize */
function readMethod(text: string): string | null {
  const upper = text.toUpperCase();
  if (!isToken(text) || FORBIDDEN.has(upper)) return null;
  return NORMALIZED.has(upper) ? upper : text;
}

function readHeader(text: string, credentials: boolean): AskedHeader | null {
  const colon = text.indexOf(':');
  const name = trimOws(colon === -1 ? text : text.slice(0, colon));
  const value = colon === -1 ? null : trimOws(text.slice(colon + 1));
  if (!isToken(name) || (value !== null && !isFieldValue(value))) return null;
  const lower = name.toLowerCase();
  if (lower === 'cookie') return credentials && value !== null ? { name, value } : null;
  return isBrowserOwn(lower) ? null : { name, value };
}

/** One char a byte, and nothing that would end the line (RFC 9110 §5.5). */
function isFieldValue(text: string): boolean {
  return /^[^\r\n\0\u0100-\uffff]*$/.test(text);
}

function readVia(text: string): Rung | null {
  const [, name, address = ''] = /^([A-Za-z][\w.-]*)=(.+)$/.exec(text) ?? [];
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const url = readUrl(written);
  if (name === undefined || url === null || url.path !== '/') return null;
  return { name, address: originOf(url) };
}

function doubles(rungs: readonly Rung[]): AskProblem[] {
  const names = rungs.map(({ name }) => name);
  const second = names.filter((name, index) => names.indexOf(name) < index);
  return unique(second).map(value => ({ option: 'via', value, expected: 'a different name for each address' }));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
