import { parseTokenList } from '../http/token-list.ts';
import type { Exchange } from '../trace/exchange.ts';
import { readHeader } from './header-reading.ts';

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
const SAFELISTED: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/**
 * Names, in lower case and sorted, of the answer's headers that the page can read. `*` in Access-Control-Expose-Headers
 * stands for all without credentials and is a name like any other with them; one element that is no token spoils the
 * header. https://fetch.spec.whatwg.org/#concept-filtered-response-cors
 */
export function readableHeaders(exchange: Exchange, include: boolean): string[] {
  const isReadable = readability(exchange, include);
  return namesOf(exchange).filter(isReadable).sort();
}

/** The names that it cannot read; those that no page ever can are left away. */
export function unreadableHeaders(exchange: Exchange, include: boolean): string[] {
  const isReadable = readability(exchange, include);
  return namesOf(exchange)
    .filter(name => !isReadable(name) && !isForbidden(name))
    .sort();
}

function namesOf(exchange: Exchange): string[] {
  return [...new Set((exchange.delivered?.lines ?? []).map(([name]) => name.toLowerCase()))];
}

function readability(exchange: Exchange, include: boolean): (name: string) => boolean {
  const { value } = readHeader(exchange, 'delivered', 'access-control-expose-headers');
  const exposed = new Set((parseTokenList(value ?? '') ?? []).map(name => name.toLowerCase()));
  const all = !include && exposed.has('*');
  return name => !isForbidden(name) && (all || exposed.has(name) || SAFELISTED.has(name));
}

/** Readable without a word in Access-Control-Expose-Headers. */
export function isSafelistedResponseHeader(name: string): boolean {
  return SAFELISTED.has(name.toLowerCase());
}

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name; Clear-Site-Data goes no further than Chromium's network service. */
function isForbidden(name: string): boolean {
  return name === 'set-cookie' || name === 'set-cookie2' || name === 'clear-site-data';
}
