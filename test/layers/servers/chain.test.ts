import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import { startCaddy } from '../../support/servers/caddy.ts';
import { startHaproxy } from '../../support/servers/haproxy.ts';
import { startNginx } from '../../support/servers/nginx.ts';
import type { Server } from '../../support/servers/server.ts';
import { startVarnish } from '../../support/servers/varnish.ts';
import { DEAD } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

/** Express, as it is by default. */
const site = express();
site.get('/orders', (_request, response) => void response.json([]));
site.get('/broken', () => {
  throw new Error('broken');
});
const app = site.listen(0, '127.0.0.1');

let bench: Bench;
/** haproxy → app, nginx → haproxy, caddy → nginx, varnish → caddy. */
const servers: Server[] = [];

beforeAll(async () => {
  if (!app.listening) await once(app, 'listening');
  const appPort = (app.address() as AddressInfo).port;
  bench = await openBench();
  const haproxy = await startHaproxy(
    ({ port }) => `
frontend main
  bind 127.0.0.1:${port}
  use_backend dead if { path /haproxy }
  default_backend app
backend app
  server app 127.0.0.1:${appPort}
backend dead
  server app ${DEAD}
`,
  );
  const nginx = await startNginx(
    ({ port }) => `
server {
  listen 127.0.0.1:${port};
  location / { proxy_pass http://127.0.0.1:${haproxy.port}; }
  location /nginx { proxy_pass http://${DEAD}; }
}`,
  );
  const caddy = await startCaddy(
    ({ port }) => `
http://:${port} {
  handle /caddy {
    reverse_proxy ${DEAD}
  }
  handle {
    reverse_proxy 127.0.0.1:${nginx.port}
  }
}`,
  );
  const varnish = await startVarnish(
    () => `
backend default { .host = "127.0.0.1"; .port = "${caddy.port}"; }
sub vcl_recv { if (req.url == "/varnish") { return (synth(503)); } return (pass); }`,
  );
  servers.push(haproxy, nginx, caddy, varnish);
});
afterAll(async () => {
  await Promise.all([...servers.map(server => server.stop()), bench?.close()]);
  app.close();
});

describe('Varnish before Caddy before nginx before HAProxy before Express', () => {
  it.each([
    { desc: 'the nearest to the browser', path: '/varnish', made: 'varnish certain', layers: ['varnish'] },
    {
      desc: 'nginx, whose page passes two others',
      path: '/nginx',
      made: 'nginx certain',
      layers: ['varnish', 'caddy', 'nginx'],
    },
    {
      desc: 'HAProxy, whose page passes three others, one of which writes its own name over it',
      path: '/haproxy',
      made: 'haproxy certain',
      layers: ['varnish', 'caddy', 'nginx', 'haproxy'],
    },
    {
      desc: 'Express, for want of a route',
      path: '/none',
      made: 'express likely',
      layers: ['varnish', 'caddy', 'nginx', 'express'],
    },
    {
      desc: 'Express, for an error',
      path: '/broken',
      made: 'express likely',
      layers: ['varnish', 'caddy', 'nginx', 'express'],
    },
    { desc: 'the app itself', path: '/orders', made: null, layers: ['varnish', 'caddy', 'nginx', 'express'] },
  ])('made it: $desc', async ({ path, made, layers }) => {
    const [, , , varnish] = servers;
    expect(told(await through(bench, varnish?.port ?? 0, { path }))).toMatchObject({ made, layers });
  });

  it('knows Caddy’s own empty 502 by the order of its lines, behind Varnish, too', async () => {
    const [, , caddy, varnish] = servers;
    expect(told(await through(bench, caddy?.port ?? 0, { path: '/caddy' })).made).toBe('caddy likely');
    expect(told(await through(bench, varnish?.port ?? 0, { path: '/caddy' })).made).toBe('caddy likely');
  });
});
