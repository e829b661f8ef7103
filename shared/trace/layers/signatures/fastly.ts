import { every, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

const SERVED_BY = line('X-Served-By', /^cache-[\w-]+-[A-Z]{3,4}(?:,|$)/);

/** Varnish's descendant: its own answers say `Server: Varnish`. Two names in X-Served-By stand for shielding. */
export const fastly = {
  product: 'fastly',
  name: 'Fastly',
  role: 'cdn',
  sources: [
    'https://www.fastly.com/documentation/guides/full-site-delivery/caching/checking-cache/',
    'https://www.fastly.com/documentation/reference/http/http-headers/X-Served-By/',
  ],
  alias: /^varnish$/,
  passing: [
    sign('documented', SERVED_BY, '{} names the Fastly caches it passed'),
    sign('documented', line('X-Timer', /^S\d+\.\d+,VS\d+/), '{} is Fastly’s clock'),
    sign('documented', line('Fastly-Debug-Path'), '{} is the way through Fastly'),
  ],
  making: [
    proof('known', page(/Guru Mediation:/), 'its error page has {}, as Fastly spells it'),
    proof('known', page(/Fastly error: unknown domain/), 'its error page says {}'),
    proof('known', every(line('Server', /^Varnish$/), SERVED_BY), '{}: Fastly’s own responses are signed so'),
  ],
  examples: [
    {
      desc: 'no such service',
      did: 'made',
      answer: `
        500 Domain Not Found
        Server: Varnish
        Via: 1.1 varnish
        X-Served-By: cache-fra-etou8220126-FRA

        Fastly error: unknown domain: api.lab.test.`,
    },
    {
      desc: 'a response that it passed on, shielded',
      did: 'passed',
      answer: `
        200 OK
        X-Served-By: cache-iad-kiad7000025-IAD, cache-fra-etou8220126-FRA
        X-Cache: HIT, MISS
        X-Timer: S1769853600.123456,VS0,VE1`,
    },
    {
      desc: 'near miss: a Varnish of one’s own',
      did: 'nothing',
      answer: `
        503 Backend fetch failed
        Server: Varnish
        Via: 1.1 varnish (Varnish/7.1)`,
    },
  ],
} satisfies Signature;
