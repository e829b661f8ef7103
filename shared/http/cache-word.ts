import type { ResponseHead } from './head.ts';

/** Fields in which caches say how they came by an answer, in lower case, and what a stored one looks like there. */
const STORED: ReadonlyMap<string, RegExp> = new Map([
  // https://www.rfc-editor.org/rfc/rfc9111#section-5.1: 0 also stands on answers that come straight from the origin
  ['age', /^0*[1-9]\d*$/],
  // https://www.rfc-editor.org/rfc/rfc9211#section-2.1
  ['cache-status', /;\s*hit\b/i],
  ['x-cache', /(?:\b|_)(?:refresh)?hit\b/i],
  ['x-cache-status', /^(?:hit|stale|updating|revalidated)$/i],
  ['cf-cache-status', /^(?:hit|stale|updating|revalidated)$/i],
  ['x-vercel-cache', /^(?:hit|stale|prerender)$/i],
  // Varnish: the request's id, and that of the request which filled the cache
  ['x-varnish', /^\d+ \d+$/],
]);

/** Index of the line in which a cache says that the answer was stored, -1 where none does. */
export function cachedLine({ lines }: ResponseHead): number {
  return lines.findIndex(([name, value]) => STORED.get(name.toLowerCase())?.test(value) === true);
}

/** The line itself, such as `Age: 12`. */
export function cachedWord(head: ResponseHead): string | null {
  const [name, value] = head.lines[cachedLine(head)] ?? [];
  return name === undefined ? null : `${name}: ${value}`;
}
