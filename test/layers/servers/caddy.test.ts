import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../server/support/bench.ts';
import { answerWith, startUpstream, type Upstream } from '../../server/support/upstream.ts';
import type { App } from '../../support/servers/app.ts';
import { startCaddy } from '../../support/servers/caddy.ts';
import type { Server } from '../../support/servers/server.ts';
import { DEAD, PASSED_ON, startInnerApp } from '../support/inner-app.ts';
import { through, told } from '../support/through.ts';

let bench: Bench;
let app: App;
/** Ends its answers in ways in which an app under Node or Python would. */
let other: Upstream;
let caddy: Server;

beforeAll(async () => {
  [bench, app, other] = await Promise.all([
    openBench(),
    startInnerApp(),
    startUpstream(head =>
      head.includes('/chunked')
        ? 'HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
        : answerWith('502 Bad Gateway', []),
    ),
  ]);
  caddy = await startCaddy(
    ({ port, folder }) => `
http://:${port} {
  handle /dead* {
    reverse_proxy ${DEAD}
  }
  handle /files/* {
    root * ${folder}
    file_server
  }
  handle /method {
    respond 405
  }
  handle /closed {
    error 503
  }
  handle /text {
    respond "nothing here" 404
  }
  handle_path /app/* {
    reverse_proxy 127.0.0.1:${app.port}
  }
  handle /other/* {
    reverse_proxy 127.0.0.1:${other.port}
  }
  handle_path /doubled/* {
    header Access-Control-Allow-Origin *
    reverse_proxy 127.0.0.1:${app.port}
  }
}`,
  );
});
afterAll(() => Promise.all([caddy?.stop(), app?.stop(), other?.close(), bench?.close()]));

describe('a real Caddy', () => {
  it.each([
    { desc: 'no such file', path: '/files/none', status: 404, made: 'caddy likely' },
    { desc: 'respond 405', path: '/method', status: 405, made: 'caddy likely' },
    { desc: 'error 503', path: '/closed', status: 503, made: 'caddy likely' },
    { desc: 'nothing listens behind it', path: '/dead', status: 502, made: 'caddy likely' },
    { desc: 'a text of the operator’s, which could be anybody’s', path: '/text', status: 404, made: null },
  ])('made it: $desc', async ({ path, status, made }) => {
    expect(told(await through(bench, caddy.port, { path }))).toMatchObject({ status, made, layers: ['caddy'] });
  });

  it.each(PASSED_ON)('passed on the app’s $status of $path', async ({ path, status }) => {
    const { layers, ...rest } = told(await through(bench, caddy.port, { path: `/app${path}` }));
    expect(rest).toEqual({ status, made: null, wrote: null });
    expect(layers[0]).toMatch(/^(?:caddy|inner)$/);
    expect(layers).toContain('caddy');
  });

  it.each(['/other/length', '/other/chunked'])('passed on an empty 502, which it leaves as empty: %s', async path => {
    expect(told(await through(bench, caddy.port, { path }))).toMatchObject({ status: 502, made: null });
  });

  it('puts its own Server line beside the app’s', async () => {
    const { returned } = await through(bench, caddy.port, { path: '/app/ok' });
    const servers = returned?.lines.filter(([name]) => name === 'Server').map(([, value]) => value);
    expect(servers).toEqual(['Caddy', 'UP/1']);
  });

  it('writes before the upstream’s line', async () => {
    const exchange = await through(bench, caddy.port, { path: '/doubled/ok' });
    const { wrote } = told(exchange);
    expect(wrote).toMatch(/^caddy, line /);
    expect(exchange.returned?.lines[Number(wrote?.split(' ').at(-1))]).toEqual(['Access-Control-Allow-Origin', '*']);
  });
});
