import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import type { App } from '../../support/servers/app.ts';
import { startHaproxy } from '../../support/servers/haproxy.ts';
import type { Server } from '../../support/servers/server.ts';
import { DEAD, PASSED_ON, startInnerApp } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

const DENIED = [400, 401, 403, 404, 405, 408, 410, 413, 429, 500, 501, 502, 503, 504];

let bench: Bench;
let app: App;
let haproxy: Server;

beforeAll(async () => {
  [bench, app] = await Promise.all([openBench(), startInnerApp()]);
  haproxy = await startHaproxy(
    ({ port }) => `
frontend main
  bind 127.0.0.1:${port}
${DENIED.map(status => `  http-request deny deny_status ${status} if { path /deny/${status} }`).join('\n')}
  http-request redirect location https://login.example.com/ if { path /login }
  http-request return status 404 content-type text/plain string "nothing here" if { path /text }
  use_backend dead if { path /dead }
  use_backend doubled if { path /doubled }
  default_backend app
backend app
  server app 127.0.0.1:${app.port}
backend doubled
  http-request set-path /ok
  http-response add-header Access-Control-Allow-Origin *
  server app 127.0.0.1:${app.port}
backend dead
  server app ${DEAD}
`,
  );
});
afterAll(() => Promise.all([haproxy?.stop(), app?.stop(), bench?.close()]));

describe('a real HAProxy', () => {
  it.each(DENIED)('made it: deny_status %i', async status => {
    const exchange = await through(bench, haproxy.port, { path: `/deny/${status}` });
    expect(told(exchange)).toMatchObject({ status, made: 'haproxy certain', layers: ['haproxy'] });
  });

  it.each([
    { desc: 'nothing listens behind it', path: '/dead', status: 503, made: 'haproxy certain' },
    { desc: 'a redirect', path: '/login', status: 302, made: 'haproxy likely' },
    { desc: 'a text of the operator’s, which could be anybody’s', path: '/text', status: 404, made: null },
  ])('made it: $desc', async ({ path, status, made }) => {
    expect(told(await through(bench, haproxy.port, { path }))).toMatchObject({ status, made, layers: ['haproxy'] });
  });

  it.each(PASSED_ON)('passed on the app’s $status of $path', async ({ path, status }) => {
    const { layers: _, ...rest } = told(await through(bench, haproxy.port, { path }));
    expect(rest).toEqual({ status, made: null, wrote: null });
  });

  it('writes behind the upstream’s line', async () => {
    const exchange = await through(bench, haproxy.port, { path: '/doubled' });
    const { wrote } = told(exchange);
    expect(wrote).toMatch(/^haproxy, line /);
    expect(exchange.returned?.lines[Number(wrote?.split(' ').at(-1))]).toEqual(['access-control-allow-origin', '*']);
  });
});
