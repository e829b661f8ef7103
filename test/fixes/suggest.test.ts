import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { journeyOf, withChanges } from '../../shared/findings/examples.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { witnessOf } from '../../shared/findings/witnessed.ts';
import type { Operation } from '../../shared/fixes/fix.ts';
import { FixDraftSchema } from '../../shared/fixes/fix.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import type { Journey } from '../../shared/trace/journey.ts';

const PREFLIGHT = `
  OPTIONS https://api.lab.test/orders/7?full=1
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT
  Access-Control-Request-Headers: authorization`;

function preflight(answer: string): Journey {
  return journeyOf(`${PREFLIGHT}\n\n${answer}`);
}

/** `cookies` makes it certain that credentials are included. */
function get(answer: string, cookies = ''): Journey {
  return journeyOf(`GET https://api.lab.test/me\nOrigin: https://app.lab.test\n${cookies}\n\n${answer}`);
}

/** `set Access-Control-Allow-Origin`, without what all of them have in common. */
function short(operations: readonly Operation[]): string {
  return operations
    .map(operation => ('header' in operation ? `${operation.op} ${operation.header}` : operation.op))
    .join(', ')
    .replaceAll('Access-Control-Allow-', '');
}

describe('suggestFixes', () => {
  const rows: { desc: string; journey: Journey; fixes: string[] }[] = [
    {
      desc: 'an answer without CORS headers',
      journey: get('200 OK'),
      fixes: ['allowed: set Origin, set Credentials, add Vary'],
    },
    {
      desc: 'the same with a cookie',
      journey: get('200 OK', 'Cookie: sid=1'),
      fixes: ['allowed: set Origin, set Credentials, add Vary'],
    },
    {
      desc: 'another origin, and Vary in place',
      journey: get('200 OK\nAccess-Control-Allow-Origin: http://localhost:3000\nVary: accept, origin'),
      fixes: ['allowed: set Origin, set Credentials'],
    },
    {
      desc: 'two equal lines',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *'),
      fixes: ['allowed: set Origin, set Credentials, add Vary'],
    },
    {
      desc: 'two lines, the second one right',
      journey: get(
        '200 OK\nAccess-Control-Allow-Origin: https://www.lab.test\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
      ),
      fixes: ['allowed: dedupe Origin', 'allowed: set Origin, add Vary'],
    },
    {
      desc: 'a wildcard and a cookie',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *', 'Cookie: sid=1'),
      fixes: ['allowed: set Origin, set Credentials, add Vary'],
    },
    {
      desc: 'no leave for credentials',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test', 'Cookie: sid=1'),
      fixes: ['allowed: set Credentials'],
    },
    {
      desc: 'a redirect without CORS headers',
      journey: get('302 Found\nLocation: https://login.lab.test/'),
      fixes: [
        'allowed: follow-redirect, set Origin, set Credentials, add Vary',
        'allowed: set Origin, set Credentials, add Vary',
      ],
    },
    {
      desc: 'a redirect to a place that the same fix covers',
      journey: get('301 Moved Permanently\nLocation: /me/'),
      fixes: [
        'allowed: set Origin, set Credentials, add Vary',
        'allowed: follow-redirect, set Origin, set Credentials, add Vary',
      ],
    },
    {
      desc: 'OPTIONS redirected to where everything is redirected',
      journey: preflight('308 Permanent Redirect\nLocation: https://www.lab.test/orders/7/?full=1'),
      fixes: [
        'allowed: follow-redirect, set Origin, set Credentials, set Methods, set Headers, add Vary',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'OPTIONS refused, with headers that would do',
      journey: preflight(
        '405 Method Not Allowed\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Methods: PUT',
      ),
      fixes: [
        'allowed: status, set Headers',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'method and header missing, and nothing else',
      journey: preflight(
        '204 No Content\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
      ),
      fixes: [
        'allowed: set Methods, set Headers',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'a method that needs no leave',
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true`),
      fixes: ['allowed: set Headers', 'allowed: answer, set Origin, set Credentials, set Headers, add Vary'],
    },
    {
      desc: 'a redirect that took the page’s origin away',
      journey: journeyOf(
        'GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n302 Found\nLocation: https://eu.lab.test/me\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
        'GET https://eu.lab.test/me\nOrigin: null\n\n200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
      ),
      fixes: ['allowed: follow-redirect'],
    },
    {
      desc: 'a page without an origin, with credentials',
      journey: journeyOf('GET https://api.lab.test/me\nOrigin: null\nCookie: sid=1\n\n200 OK'),
      fixes: [],
    },
    {
      desc: 'a page without an origin, and the server names it already',
      journey: journeyOf(
        'GET https://api.lab.test/me\nOrigin: null\nCookie: sid=1\n\n200 OK\nAccess-Control-Allow-Origin: null',
      ),
      fixes: [],
    },
    {
      desc: 'a page without an origin, without credentials',
      journey: withChanges(journeyOf('GET https://api.lab.test/me\nOrigin: null\n\n200 OK'), {
        asked: { credentials: 'omit' },
      }),
      fixes: ['allowed: set Origin'],
    },
    {
      desc: 'OPTIONS refused',
      journey: preflight('405 Method Not Allowed'),
      fixes: ['allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary'],
    },
    {
      desc: 'OPTIONS redirected',
      journey: preflight('302 Found\nLocation: https://login.lab.test/\nAccess-Control-Allow-Origin: *'),
      fixes: ['allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary'],
    },
    {
      desc: 'OPTIONS redirected to what is no URL',
      journey: preflight('302 Found\nLocation: https://['),
      fixes: ['allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary'],
    },
    {
      desc: 'a redirect to a URL with a password in it',
      journey: get(
        '302 Found\nLocation: https://user:word@api.lab.test/a@b\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
      ),
      fixes: ['allowed: set Location'],
    },
    {
      desc: 'OPTIONS answered without CORS headers',
      journey: preflight('200 OK'),
      fixes: [
        'allowed: set Origin, set Credentials, set Methods, set Headers, add Vary',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'only the method is missing',
      journey: preflight(
        '204 No Content\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Headers: authorization',
      ),
      fixes: [
        'allowed: set Methods',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'only a header is missing',
      journey: preflight(
        '204 No Content\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Methods: PUT',
      ),
      fixes: [
        'allowed: set Headers',
        'allowed: answer, set Origin, set Credentials, set Methods, set Headers, add Vary',
      ],
    },
    {
      desc: 'nothing to mend',
      journey: get('200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true'),
      fixes: [],
    },
    { desc: 'nothing that a header could mend', journey: get('refused ECONNREFUSED'), fixes: [] },
  ];

  it.each(rows)('$desc', ({ journey, fixes }) => {
    const suggestions = suggestFixes(journey);
    expect(suggestions.map(({ fix, predicted }) => `${predicted.outcome}: ${short(fix.do)}`)).toEqual(fixes);
  });

  it('scopes a fix to the page, the URL without its query and the method', () => {
    const [suggestion] = suggestFixes(get('200 OK', 'Cookie: sid=1'));
    expect(suggestion).toMatchObject({
      fix: {
        title: 'Allow https://app.lab.test with credentials',
        tap: 'proxy',
        when: {
          origin: 'https://app.lab.test',
          url: 'https://api.lab.test/me*',
          methods: ['GET'],
          phase: 'actual',
        },
      },
      predicted: { outcome: 'allowed', phase: null },
      layer: 'upstream',
      assumes: [],
      dangers: [],
    });
  });

  it('covers the request after a preflight as well, where the server showed no sign of allowing it', () => {
    const [suggestion] = suggestFixes(preflight('405 Method Not Allowed'));
    expect(suggestion).toMatchObject({
      fix: { when: { methods: ['PUT'], url: 'https://api.lab.test/orders/7*', phase: 'any' } },
      predicted: { outcome: 'allowed', phase: 'preflight' },
      assumes: [{ kind: 'answer-comes', sentence: expect.stringContaining('was not sent') }],
    });
  });

  it('leaves the request after a preflight alone where the server allows the origin', () => {
    const [suggestion] = suggestFixes(
      preflight('405 No\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true'),
    );
    expect(suggestion).toMatchObject({
      fix: { title: 'Complete the preflight response', when: { phase: 'preflight' } },
      assumes: [{ kind: 'answer-comes' }],
    });
  });

  const blocked = RULES.flatMap(({ id, examples }) =>
    examples.map(({ desc, journey }) => ({ id, desc, journey })),
  ).filter(({ journey }) => journey.legs.length > 0 && judge(journey).outcome === 'blocked');

  it.each(blocked)('has a fix for $id: $desc', ({ journey }) => {
    const suggestions = suggestFixes(journey);
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions[0]?.predicted.outcome).toBe('allowed');
    for (const { fix } of suggestions) expect(parse(FixDraftSchema, fix)).toEqual(fix);
  });
});

describe('suggestFixes, for cookies', () => {
  const login = (cookie: string, access = 'active') =>
    journeyOf(`
      POST https://api.lab.test/login
      Origin: https://app.example.com
      Sec-Fetch-Mode: cors
      Sec-Fetch-Site: cross-site
      Sec-Fetch-Storage-Access: ${access}

      200 OK
      Access-Control-Allow-Origin: https://app.example.com
      Access-Control-Allow-Credentials: true
      Set-Cookie: ${cookie}`);

  it.each([
    { desc: 'without SameSite', journey: login('sid=1; HttpOnly'), set: { sameSite: 'None', secure: true } },
    { desc: 'SameSite=None without Secure', journey: login('sid=1; SameSite=None'), set: { secure: true } },
    {
      desc: 'in a browser that blocks third-party cookies',
      journey: login('sid=1; SameSite=Lax', 'none'),
      set: { sameSite: 'None', secure: true, partitioned: true },
    },
    {
      desc: 'for another domain',
      journey: login('sid=1; SameSite=None; Secure; Domain=other.test'),
      set: { domain: null },
    },
  ])('$desc', ({ journey, set }) => {
    expect(suggestFixes(journey)).toMatchObject([
      {
        fix: {
          when: { origin: 'https://app.example.com', url: 'https://api.lab.test/login*', phase: 'actual' },
          do: [{ op: 'cookie', name: 'sid', set }],
        },
        predicted: { outcome: 'allowed' },
        assumes: [],
      },
    ]);
  });

  it('mends one that was set before the next time that it is set', () => {
    const journey = {
      ...journeyOf(
        'GET https://api.lab.test/me\nOrigin: https://app.example.com\n\n401 No\nAccess-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Credentials: true',
      ),
      witness: witnessOf({
        outcome: 'allowed',
        cookies: { sent: [], blocked: [{ name: 'sid', reasons: ['SameSiteLax'] }], setBlocked: [] },
      }),
    };
    expect(suggestFixes(journey)).toMatchObject([
      {
        fix: { when: { url: 'https://api.lab.test/*', phase: 'actual' }, do: [{ op: 'cookie', name: 'sid' }] },
        assumes: [{ sentence: expect.stringContaining('sign in again') }],
      },
    ]);
  });

  it.each([
    { desc: 'one that is stored', journey: login('sid=1; SameSite=None; Secure') },
    { desc: 'one that nothing helps', journey: login('sid=1\x01; SameSite=None; Secure') },
    { desc: 'one that is to go', journey: login('sid=; Max-Age=0') },
  ])('leaves $desc alone', ({ journey }) => {
    expect(suggestFixes(journey)).toEqual([]);
  });
});
