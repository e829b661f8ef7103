import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import type { Fault } from '../../shared/fixes/recipes/fault.ts';
import { faultsOf } from '../../shared/fixes/recipes/faults-of.ts';
import { merged } from '../../shared/fixes/recipes/merged.ts';
import { policyOf } from '../../shared/fixes/recipes/policy-of.ts';
import type { Journey } from '../../shared/trace/journey.ts';

function get(answer: string): Journey {
  return journeyOf(`GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n${answer}`);
}

function preflight(answer: string): Journey {
  return journeyOf(
    `OPTIONS https://api.lab.test/me\nOrigin: https://app.lab.test\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a\n\n${answer}`,
  );
}

const ALLOW = 'Access-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true';

describe('the fault in a journey', () => {
  const rows: { desc: string; journey: Journey; faults: readonly Fault[] }[] = [
    { desc: 'no headers', journey: get('200 OK'), faults: ['headers-absent'] },
    { desc: 'no headers on a redirect', journey: get('302 Found\nLocation: /login'), faults: ['headers-absent'] },
    {
      desc: 'no headers on a preflight that is answered',
      journey: preflight('204 No Content'),
      faults: ['headers-absent'],
    },
    { desc: 'no headers on an error', journey: get('500 Internal Server Error'), faults: ['errors-without-headers'] },
    { desc: 'no headers on 413', journey: get('413 Content Too Large'), faults: ['errors-without-headers'] },
    { desc: 'OPTIONS is not known', journey: preflight('405 Method Not Allowed'), faults: ['preflight-refused'] },
    { desc: 'OPTIONS needs a login', journey: preflight(`401 Unauthorized\n${ALLOW}`), faults: ['preflight-refused'] },
    {
      desc: 'OPTIONS is redirected',
      journey: preflight(`302 Found\nLocation: /login\n${ALLOW}`),
      faults: ['preflight-refused'],
    },
    { desc: 'OPTIONS fails', journey: preflight('503 Service Unavailable'), faults: ['preflight-refused'] },
    {
      desc: 'two lines',
      journey: get(`200 OK\nAccess-Control-Allow-Origin: *\n${ALLOW}`),
      faults: ['origin-doubled', 'vary-missing'],
    },
    {
      desc: 'two origins on one line',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test, https://www.lab.test'),
      faults: ['origin-not-named'],
    },
    {
      desc: 'another origin',
      journey: get('200 OK\nAccess-Control-Allow-Origin: http://localhost:3000'),
      faults: ['origin-not-named'],
    },
    {
      desc: 'a pattern',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://*.lab.test'),
      faults: ['origin-not-named'],
    },
    {
      desc: 'a star with credentials',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *'),
      faults: ['origin-not-named'],
    },
    {
      desc: 'a list that lacks the origin, by its Vary',
      journey: get('200 OK\nVary: Origin'),
      faults: ['origin-not-named'],
    },
    {
      desc: 'a list that lacks the origin, by its credentials',
      journey: preflight('204 No Content\nAccess-Control-Allow-Credentials: true'),
      faults: ['origin-not-named', 'method-not-allowed', 'header-not-allowed'],
    },
    {
      desc: 'two lines, both of them wrong',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *'),
      faults: ['origin-doubled', 'origin-not-named'],
    },
    {
      desc: 'everything at once, of which the first patch is enough',
      journey: get('500 Internal Server Error\nX-Total-Count: 9'),
      faults: ['errors-without-headers'],
    },
    {
      desc: 'credentials',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test'),
      faults: ['credentials-not-allowed', 'vary-missing'],
    },
    {
      desc: 'the method',
      journey: preflight(`204 No Content\n${ALLOW}\nAccess-Control-Allow-Headers: x-a`),
      faults: ['method-not-allowed'],
    },
    {
      desc: 'methods that are no list',
      journey: preflight(
        `204 No Content\n${ALLOW}\nAccess-Control-Allow-Headers: x-a\nAccess-Control-Allow-Methods: GET PUT`,
      ),
      faults: ['method-not-allowed'],
    },
    {
      desc: 'a header',
      journey: preflight(`204 No Content\n${ALLOW}\nAccess-Control-Allow-Methods: PUT`),
      faults: ['header-not-allowed'],
    },
    {
      desc: 'a list of headers that is none, and that nobody asked for',
      journey: journeyOf(
        `OPTIONS https://api.lab.test/me\nOrigin: https://app.lab.test\nAccess-Control-Request-Method: PUT\n\n204 No Content\n${ALLOW}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x a`,
      ),
      faults: ['origin-doubled'],
    },
    {
      desc: 'a header that the page cannot read',
      journey: get(`200 OK\n${ALLOW}\nVary: Origin\nX-Total-Count: 9`),
      faults: ['header-not-exposed'],
    },
    { desc: 'Vary', journey: get(`200 OK\n${ALLOW}\nVary: Accept`), faults: ['vary-missing'] },
    { desc: 'nothing', journey: get(`200 OK\n${ALLOW}\nVary: accept, origin`), faults: [] },
  ];

  it.each(rows)('$desc: $faults', ({ journey, faults }) => {
    const { policy } = policyOf([journey]);
    expect(policy && faultsOf(journey, policy)).toEqual(faults);
  });
});

describe('the patches for several faults', () => {
  const rows: { desc: string; faults: readonly Fault[]; patches: readonly Fault[] }[] = [
    { desc: 'one stays what it is', faults: ['vary-missing'], patches: ['vary-missing'] },
    { desc: 'none', faults: [], patches: [] },
    {
      desc: 'one of two may be about all that the other is about',
      faults: ['vary-missing', 'origin-not-named'],
      patches: ['origin-not-named'],
    },
    {
      desc: 'origin and credentials',
      faults: ['credentials-not-allowed', 'vary-missing'],
      patches: ['origin-not-named'],
    },
    {
      desc: 'what a preflight is told',
      faults: ['method-not-allowed', 'header-not-allowed'],
      patches: ['preflight-incomplete'],
    },
    {
      desc: 'what the answer says',
      faults: ['origin-not-named', 'header-not-exposed'],
      patches: ['answer-incomplete'],
    },
    {
      desc: 'something of everything',
      faults: ['header-not-exposed', 'method-not-allowed'],
      patches: ['headers-absent'],
    },
    {
      desc: 'whoever does not answer preflights has to begin',
      faults: ['errors-without-headers', 'preflight-refused'],
      patches: ['preflight-refused'],
    },
    {
      desc: 'what two layers write is taken out apart from the rest',
      faults: ['credentials-not-allowed', 'origin-doubled', 'vary-missing'],
      patches: ['origin-doubled', 'origin-not-named'],
    },
  ];

  it.each(rows)('$desc', ({ faults, patches }) => expect(merged(faults)).toEqual(patches));
});
