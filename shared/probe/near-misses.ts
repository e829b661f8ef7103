import { hostOf, registrableDomain } from '../http/site.ts';

/** An origin that is not the page's, and that careless matching takes for it. */
export interface NearMiss {
  readonly origin: string;
  /** The careless matching that lets it in. */
  readonly hole: string;
}

/** A name that nobody can ever own (RFC 2606 §2). */
export const UNKNOWN_ORIGIN = 'https://corscope-probe.invalid';

/** None for `null`, and for addresses only what can be told apart there. */
export function nearMissesOf(origin: string): NearMiss[] {
  const host = hostOf(origin);
  const scheme = origin.slice(0, Math.max(origin.indexOf('://'), 0));
  if (scheme === '' || host === '') return [];
  const port = origin.slice(origin.indexOf('://') + 3 + host.length);
  const at = (other: string) => `${scheme}://${other}${port}`;
  const downgraded =
    scheme === 'https' ? [{ origin: `http://${host}${port}`, hole: 'the scheme is not compared' }] : [];
  if (isAddress(host)) return downgraded;
  const domain = registrableDomain(host) ?? host;
  const dotted =
    host === domain ? [] : [{ origin: at(undotted(host, domain)), hole: 'a dot in a pattern matches any character' }];
  return [
    { origin: at(`${host}.corscope-probe.invalid`), hole: 'only the beginning of the host is compared' },
    { origin: at(`corscope${domain}`), hole: 'only the end of the host is compared' },
    ...dotted,
    { origin: at(`corscope-probe.${domain}`), hole: `every name under \`${domain}\` is allowed` },
    ...downgraded,
  ];
}

/** `appxexample.com` for `app.example.com`: the dot before the registrable domain is a letter. */
function undotted(host: string, domain: string): string {
  return `${host.slice(0, host.length - domain.length - 1)}x${domain}`;
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^[\d.]+$/.test(host);
}
