import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import type { App } from '../../support/servers/app.ts';
import { startNginx } from '../../support/servers/nginx.ts';
import type { Server } from '../../support/servers/server.ts';
import { DEAD, PASSED_ON, startInnerApp } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

let bench: Bench;
let app: App;
let nginx: Server;

beforeAll(async () => {
  [bench, app] = await Promise.all([openBench(), startInnerApp()]);
  nginx = await startNginx(
    ({ port, folder }) => `
server {
  listen 127.0.0.1:${port};
  root ${folder};
  location / { proxy_pass http://127.0.0.1:${app.port}; }
  location /files { try_files /nginx.conf =404; }
  location /none { root ${folder}; }
  location /dead { proxy_pass http://${DEAD}; }
  location /closed { return 503; }
  location /login { return 302 https://login.example.com/; }
  location /small { client_max_body_size 10; proxy_pass http://127.0.0.1:${app.port}; }
  location /text { return 404 'nothing here'; }
  location = /doubled {
    proxy_pass http://127.0.0.1:${app.port}/ok;
    add_header Access-Control-Allow-Origin * always;
    add_header X-Frame-Options DENY always;
  }
}`,
  );
});
afterAll(() => Promise.all([nginx?.stop(), app?.stop(), bench?.close()]));

describe('a real nginx', () => {
  it.each([
    { desc: 'no such file', request: { path: '/none' }, status: 404, made: 'nginx certain' },
    { desc: 'OPTIONS for a file', request: { method: 'OPTIONS', path: '/files' }, status: 405, made: 'nginx certain' },
    {
      desc: 'a body over its limit',
      request: { method: 'POST', path: '/small', body: 'x'.repeat(20) },
      status: 413,
      made: 'nginx certain',
    },
    { desc: 'nothing listens behind it', request: { path: '/dead' }, status: 502, made: 'nginx certain' },
    { desc: 'return 503', request: { path: '/closed' }, status: 503, made: 'nginx certain' },
    {
      desc: 'return 302, of which no page is recorded',
      request: { path: '/login' },
      status: 302,
      made: 'nginx likely',
    },
    {
      desc: 'HEAD, to which no page belongs',
      request: { method: 'HEAD', path: '/none' },
      status: 404,
      made: 'nginx likely',
    },
    { desc: 'a text of the operator’s, which could be anybody’s', request: { path: '/text' }, status: 404, made: null },
  ])('made it: $desc', async ({ request, status, made }) => {
    expect(told(await through(bench, nginx.port, request))).toMatchObject({ status, made, layers: ['nginx'] });
  });

  it.each(PASSED_ON)('passed on the app’s $status of $path', async ({ path, status }) => {
    const { layers, ...rest } = told(await through(bench, nginx.port, { path }));
    expect(rest).toEqual({ status, made: null, wrote: null });
    expect(layers[0]).toBe('nginx');
  });

  it('wrote the second of two Access-Control-Allow-Origin lines', async () => {
    const exchange = await through(bench, nginx.port, { path: '/doubled' });
    expect(exchange.returned?.lines.filter(([name]) => name === 'Access-Control-Allow-Origin')).toHaveLength(2);
    const { wrote } = told(exchange);
    expect(wrote).toMatch(/^nginx, line /);
    expect(exchange.returned?.lines[Number(wrote?.split(' ').at(-1))]).toEqual(['Access-Control-Allow-Origin', '*']);
  });
});
