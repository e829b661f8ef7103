import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import type { App } from '../../support/servers/app.ts';
import type { Server } from '../../support/servers/server.ts';
import { startVarnish } from '../../support/servers/varnish.ts';
import { PASSED_ON, startInnerApp } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

let bench: Bench;
let app: App;
let varnish: Server;

beforeAll(async () => {
  [bench, app] = await Promise.all([openBench(), startInnerApp()]);
  varnish = await startVarnish(
    () => `
backend default { .host = "127.0.0.1"; .port = "${app.port}"; }
backend dead { .host = "127.0.0.1"; .port = "9"; }
sub vcl_recv {
  if (req.url == "/dead") { set req.backend_hint = dead; }
  if (req.url == "/synth") { return (synth(405)); }
}
sub vcl_backend_response { set beresp.ttl = 0s; set beresp.uncacheable = true; }
`,
  );
});
afterAll(() => Promise.all([varnish?.stop(), app?.stop(), bench?.close()]));

describe('a real Varnish', () => {
  it.each([
    { desc: 'nothing listens behind it', request: { path: '/dead' }, status: 503, made: 'varnish certain' },
    { desc: 'synth(405)', request: { method: 'OPTIONS', path: '/synth' }, status: 405, made: 'varnish certain' },
    {
      desc: 'HEAD, to which no page belongs',
      request: { method: 'HEAD', path: '/synth' },
      status: 405,
      made: 'varnish likely',
    },
  ])('made it: $desc', async ({ request, status, made }) => {
    expect(told(await through(bench, varnish.port, request))).toMatchObject({ status, made, layers: ['varnish'] });
  });

  it.each(PASSED_ON)('passed on the app’s $status of $path', async ({ path, status }) => {
    const { layers, ...rest } = told(await through(bench, varnish.port, { path }));
    expect(rest).toEqual({ status, made: null, wrote: null });
    expect(layers[0]).toBe('varnish');
  });

  it('is the nearer to the browser of two that Via names', async () => {
    expect(told(await through(bench, varnish.port, { path: '/ok' })).layers).toEqual(['varnish', 'inner']);
  });
});
