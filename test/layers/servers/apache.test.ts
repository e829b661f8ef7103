import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import { startApache } from '../../support/servers/apache.ts';
import type { App } from '../../support/servers/app.ts';
import type { Server } from '../../support/servers/server.ts';
import { DEAD, PASSED_ON, startInnerApp } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

let bench: Bench;
let app: App;
let apache: Server;

beforeAll(async () => {
  [bench, app] = await Promise.all([openBench(), startInnerApp()]);
  const inner = `http://127.0.0.1:${app.port}`;
  apache = await startApache(
    () => `
<Location /none>
  Require all granted
</Location>
<Location /always>
  Header always add Access-Control-Allow-Origin "*"
</Location>
<Location /plain>
  Header add Access-Control-Allow-Origin "*"
</Location>
<Location /refused>
  Require all denied
</Location>
Redirect 410 /gone
ProxyPass /none !
ProxyPass /refused !
ProxyPass /gone !
ProxyPass /dead http://${DEAD}/
ProxyPass /always ${inner}/ok
ProxyPass /plain ${inner}/ok
ProxyPass / ${inner}/
`,
  );
});
afterAll(() => Promise.all([apache?.stop(), app?.stop(), bench?.close()]));

describe('a real Apache httpd', () => {
  it.each([
    { desc: 'no such file', request: { path: '/none' }, status: 404 },
    { desc: 'PUT for a file', request: { method: 'PUT', path: '/none', body: 'x' }, status: 405 },
    { desc: 'Require all denied', request: { path: '/refused' }, status: 403 },
    { desc: 'Redirect 410', request: { path: '/gone' }, status: 410 },
    { desc: 'nothing listens behind it', request: { path: '/dead' }, status: 503 },
  ])('made it: $desc', async ({ request, status }) => {
    const made = 'apache certain';
    expect(told(await through(bench, apache.port, request))).toMatchObject({ status, made, layers: ['apache'] });
  });

  it.each(PASSED_ON)('passed on the app’s $status of $path', async ({ path, status }) => {
    const exchange = await through(bench, apache.port, { path });
    const { layers, ...rest } = told(exchange);
    expect(rest).toEqual({ status, made: null, wrote: null });
    // it signs what has no Server yet, and leaves the others alone
    expect(layers).toEqual(exchange.returned?.lines.some(([, value]) => value === 'UP/1') ? ['inner'] : ['apache']);
  });

  it.each([
    { desc: '`Header always` before the upstream’s line', path: '/always', first: '*' },
    { desc: 'plain `Header` behind it', path: '/plain', first: 'https://app.example.com' },
  ])('writes with $desc', async ({ path, first }) => {
    const { returned } = await through(bench, apache.port, { path });
    const values = returned?.lines.filter(([name]) => name === 'Access-Control-Allow-Origin').map(([, value]) => value);
    expect(values).toHaveLength(2);
    expect(values?.[0]).toBe(first);
  });
});
