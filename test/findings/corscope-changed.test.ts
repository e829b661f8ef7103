import { expect, it } from 'vitest';
import { journeyOf, withChanges } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { parseRequestHead, parseResponseHead } from '../../shared/http/head.ts';

it('names what fixes changed of a request, not what a proxy takes off or adds anyway', () => {
  const journey = withChanges(
    journeyOf(`
      GET https://api.lab.test/me
      Origin: https://app.lab.test
      Proxy-Connection: keep-alive
      X-Tenant: a

      200 OK
      Access-Control-Allow-Origin: *`),
    {
      forwarded: parseRequestHead(
        'GET /me HTTP/1.1\nHost: api.lab.test\nOrigin: https://app.lab.test\nX-Tenant: b\nCorscope-Trace: c-1',
      ),
      fixes: ['f1'],
      changes: [{ by: 'f1', head: 'forwarded', names: ['x-tenant'] }],
    },
  );
  const finding = reportOf(journey).findings.find(({ id }) => id === 'corscope-changed');
  expect(finding?.seen).toBe(
    'corscope altered `GET https://api.lab.test/me` on its way to the server: fix `f1` (X-Tenant changed).',
  );
  expect(finding?.evidence).toEqual([{ exchange: 'e1', head: 'forwarded', index: 2 }]);
});

const GET = `
  GET https://api.lab.test/products
  Origin: https://app.lab.test

  200 OK
  Cache-Control: max-age=600

  f1 delivers 200 OK
  Access-Control-Allow-Origin: https://app.lab.test`;

it('what corscope does for the caches’ sake is told apart from what the fix does', () => {
  const journey = withChanges(journeyOf(GET), {
    delivered: parseResponseHead(
      'HTTP/1.1 200 OK\nCache-Control: no-store\nAccess-Control-Allow-Origin: https://app.lab.test',
    ),
    changes: [
      { by: 'f1', head: 'delivered', names: ['access-control-allow-origin'] },
      { by: 'answer-not-stored', head: 'delivered', names: ['Cache-Control'] },
    ],
  });
  const finding = reportOf(journey).findings.find(({ id }) => id === 'corscope-changed');
  expect(finding?.seen).toBe(
    'corscope altered the response to `GET https://api.lab.test/products`: fix `f1` (Access-Control-Allow-Origin added), and corscope on its own (Cache-Control changed).',
  );
  expect(finding?.why).toContain('the browser is told not to cache the response');
});
