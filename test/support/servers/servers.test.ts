import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dial, head, rawRequest } from '../../server/support/raw.ts';
import { startApache } from './apache.ts';
import { type App, startApp } from './app.ts';
import { startCaddy } from './caddy.ts';
import { startHaproxy } from './haproxy.ts';
import { startNginx } from './nginx.ts';
import type { Configure, Server } from './server.ts';
import { startVarnish } from './varnish.ts';

interface Kind {
  readonly desc: string;
  readonly start: (configure: Configure) => Promise<Server>;
  /** Passes everything on to the app. */
  readonly proxy: (app: number) => Configure;
}

const KINDS: readonly Kind[] = [
  {
    desc: 'nginx',
    start: startNginx,
    proxy: app => at => `server { listen 127.0.0.1:${at.port}; location / { proxy_pass http://127.0.0.1:${app}; } }`,
  },
  {
    desc: 'HAProxy',
    start: startHaproxy,
    proxy: app => at =>
      `
listen main
  bind 127.0.0.1:${at.port}
  server app 127.0.0.1:${app}`,
  },
  {
    desc: 'Varnish',
    start: startVarnish,
    proxy: app => () => `backend default { .host = "127.0.0.1"; .port = "${app}"; }`,
  },
  {
    desc: 'Caddy',
    start: startCaddy,
    proxy: app => at => `http://:${at.port} {\n  reverse_proxy 127.0.0.1:${app}\n}`,
  },
  { desc: 'Apache', start: startApache, proxy: app => () => `ProxyPass / http://127.0.0.1:${app}/` },
];

describe.each(KINDS)('$desc, started for a test', ({ start, proxy }) => {
  const open = async () => {
    const app = await startApp([{ path: '/orders', status: '200 OK', lines: [['X-From', 'app']], body: 'hello' }]);
    onTestFinished(() => app.stop());
    const server = await start(proxy(app.port));
    onTestFinished(() => server.stop());
    return { app, server };
  };

  it('answers with what the app behind it answers', async () => {
    const { app, server } = await open();
    const answer = await get(server.port, '/orders');
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
    expect(answer.headers).toContainEqual(['x-from', 'app']);
    expect(asked(app)).toEqual(['GET /orders']);
  });

  it('runs beside another of its kind', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await get(one.server.port, '/one');
    await get(two.server.port, '/two');
    expect([asked(one.app), asked(two.app)]).toEqual([['GET /one'], ['GET /two']]);
  });

  it('has ended when it is stopped, its folder gone', async () => {
    const places: string[] = [];
    const server = await start(at => {
      places.push(at.folder);
      return proxy(9)(at);
    });
    await server.stop();
    await server.stop();
    expect(places.map(existsSync)).toEqual([false]);
    await expect(dial(server.port)).rejects.toThrow('ECONNREFUSED');
  });

  it('gives its complaint where its configuration is wrong', async () => {
    await expect(start(() => 'no such thing {')).rejects.toThrow(/ended with[\s\S]*(\.conf|\.cfg|\.vcl|Caddyfile)/);
  });
});

function asked(app: App): string[] {
  return app.asked.map(({ method, target }) => `${method} ${target}`);
}

function get(port: number, path: string) {
  return rawRequest(port, head(`GET ${path} HTTP/1.1`, 'Host: api.example.com', 'Connection: close'));
}
