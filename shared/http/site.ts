import { getDomain } from 'tldts';

/**
 * Scheme and registrable domain of an origin; null where it has none: `null` itself, or no origin at all. A host without a
 * registrable domain (an address, `localhost`) stands for itself. https://html.spec.whatwg.org/#obtain-a-site
 */
export function siteOf(origin: string): string | null {
  const end = origin.indexOf('://');
  if (end === -1) return null;
  const host = hostOf(origin);
  return `${origin.slice(0, end)}://${registrableDomain(host) ?? host}`;
}

/** https://html.spec.whatwg.org/#schemelessly-same-site, and the schemes agree; an opaque origin is no one's site. */
export function isSameSite(a: string, b: string): boolean {
  const site = siteOf(a);
  return site !== null && site === siteOf(b);
}

/** Host of a serialised origin, without the port. */
export function hostOf(origin: string): string {
  const host = origin.slice(origin.indexOf('://') + 3);
  const port = host.lastIndexOf(':');
  return port > host.lastIndexOf(']') ? host.slice(0, port) : host;
}

/** `example.co.uk` of `api.example.co.uk`; null for addresses, public suffixes and single labels. */
export function registrableDomain(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: true });
}
