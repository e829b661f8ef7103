import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
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
      fixes: ['allowed: set Origin, set Credentials, add Vary', 'depends: set Origin, add Vary'],
    },
    {
      desc: 'the same with a cookie',
      journey: get('200 OK', 'Cookie: sid=1'),
      fixes: ['allowed: set Origin, set Credentials, add Vary'],
    },
    {
      desc: 'another origin, and Vary in place',
      journey: get('200 OK\nAccess-Control-Allow-Origin: http://localhost:3000\nVary: accept, origin'),
      fixes: ['allowed: set Origin, set Credentials', 'depends: set Origin'],
    },
    {
      desc: 'two equal lines',
      journey: get('200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *'),
      fixes: [
        'allowed: set Origin, set Credentials, add Vary',
        'depends: dedupe Origin',
        'depends: set Origin, add Vary',
      ],
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
      fixes: ['allowed: set Origin, set Credentials, add Vary', 'depends: set Origin, add Vary'],
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

  it('scopes a fix to the page, the URL without its query, the method and the preflight', () => {
    const [suggestion] = suggestFixes(preflight('405 Method Not Allowed'));
    expect(suggestion).toMatchObject({
      fix: {
        tap: 'proxy',
        when: {
          origin: 'https://app.lab.test',
          url: 'https://api.lab.test/orders/7*',
          methods: ['PUT'],
          phase: 'preflight',
        },
      },
      predicted: { outcome: 'allowed', phase: 'preflight' },
      layer: 'upstream',
      why: expect.stringContaining('for the preflight alone'),
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
