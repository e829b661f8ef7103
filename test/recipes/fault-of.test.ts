import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import type { Fault } from '../../shared/fixes/recipes/fault.ts';
import { faultOf } from '../../shared/fixes/recipes/fault-of.ts';
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
  const rows: { desc: string; journey: Journey; fault: Fault | null }[] = [
    { desc: 'no headers', journey: get('200 OK'), fault: 'headers-absent' },
    { desc: 'no headers on a redirect', journey: get('302 Found\nLocation: /login'), fault: 'headers-absent' },
    {
      desc: 'no headers on a preflight that is answered',
      journey: preflight('204 No Content'),
      fault: 'headers-absent',
    },
    { desc: 'no headers on an error', journey: get('500 Internal Server Error'), fault: 'errors-without-headers' },
    { desc: 'no headers on 413', journey: get('413 Content Too Large'), fault: 'errors-without-headers' },
    { desc: 'OPTIONS is not known', journey: preflight('405 Method Not Allowed'), fault: 'preflight-refused' },
    { desc: 'OPTIONS needs a login', journey: preflight(`401 Unauthorized\n${ALLOW}`), fault: 'preflight-refused' },
    {
      desc: 'OPTIONS is redirected',
      journey: preflight(`302 Found\nLocation: /login\n${ALLOW}`),
      fault: 'preflight-refused',
    },
    { desc: 'OPTIONS fails', journey: preflight('503 Service Unavailable'), fault: 'preflight-refused' },
    { desc: 'two lines', journey: get(`200 OK\nAccess-Control-Allow-Origin: *\n${ALLOW}`), fault: 'origin-doubled' },
    {
      desc: 'two origins on one line',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test, https://www.lab.test'),
      fault: 'origin-not-named',
    },
    {
      desc: 'another origin',
      journey: get('200 OK\nAccess-Control-Allow-Origin: http://localhost:3000'),
      fault: 'origin-not-named',
    },
    {
      desc: 'a pattern',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://*.lab.test'),
      fault: 'origin-not-named',
    },
    {
      desc: 'a star with credentials',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *'),
      fault: 'origin-not-named',
    },
    {
      desc: 'a list that lacks the origin, by its Vary',
      journey: get('200 OK\nVary: Origin'),
      fault: 'origin-not-named',
    },
    {
      desc: 'a list that lacks the origin, by its credentials',
      journey: preflight('204 No Content\nAccess-Control-Allow-Credentials: true'),
      fault: 'origin-not-named',
    },
    {
      desc: 'credentials',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test'),
      fault: 'credentials-not-allowed',
    },
    {
      desc: 'the method',
      journey: preflight(`204 No Content\n${ALLOW}\nAccess-Control-Allow-Headers: x-a`),
      fault: 'method-not-allowed',
    },
    {
      desc: 'methods that are no list',
      journey: preflight(
        `204 No Content\n${ALLOW}\nAccess-Control-Allow-Headers: x-a\nAccess-Control-Allow-Methods: GET PUT`,
      ),
      fault: 'method-not-allowed',
    },
    {
      desc: 'a header',
      journey: preflight(`204 No Content\n${ALLOW}\nAccess-Control-Allow-Methods: PUT`),
      fault: 'header-not-allowed',
    },
    {
      desc: 'a list of headers that is none, and that nobody asked for',
      journey: journeyOf(
        `OPTIONS https://api.lab.test/me\nOrigin: https://app.lab.test\nAccess-Control-Request-Method: PUT\n\n204 No Content\n${ALLOW}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x a`,
      ),
      fault: 'origin-doubled',
    },
    {
      desc: 'a header that the page cannot read',
      journey: get(`200 OK\n${ALLOW}\nVary: Origin\nX-Total-Count: 9`),
      fault: 'header-not-exposed',
    },
    { desc: 'Vary', journey: get(`200 OK\n${ALLOW}\nVary: Accept`), fault: 'vary-missing' },
    { desc: 'nothing', journey: get(`200 OK\n${ALLOW}\nVary: accept, origin`), fault: null },
    { desc: 'nothing that a header mends', journey: get('refused ECONNREFUSED'), fault: null },
  ];

  it.each(rows)('$desc: $fault', ({ journey, fault }) => expect(faultOf(journey)).toBe(fault));
});
