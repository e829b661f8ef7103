import { registrableDomain } from '../http/site.ts';
import { originOf, type Url } from '../http/url.ts';

/** An origin to ask with where nobody named the page's: one of the API's own site, or a developer's. */
export function guessOrigin(url: Url): string {
  const domain = registrableDomain(url.host);
  if (domain === null) return originOf(url) === LOCAL ? 'http://localhost:5173' : LOCAL;
  const apex = `https://${domain}`;
  return originOf(url) === apex ? `https://www.${domain}` : apex;
}

const LOCAL = 'http://localhost:3000';
