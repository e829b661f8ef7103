import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Estate, startEstate } from '../../proxy/lab/layers/estate.ts';
import type { LayerName } from '../../proxy/lab/layers/layers.ts';
import { parseResponseHead, type ResponseHead } from '../../shared/http/head.ts';
import { type HeaderLine, valuesOf } from '../../shared/http/header-line.ts';

const ORIGIN = 'https://app.lab.test';

let estate: Estate;

beforeAll(async () => {
  estate = await startEstate();
  return () => estate.close();
});

/** A layer's answer as it is on the wire. `request` is its start line, and perhaps lines of its own. */
async function ask(layer: LayerName, request: string, host = 'api.lab.test', origin: string | null = ORIGIN) {
  const socket = connect(estate.portOf(layer), '127.0.0.1');
  const [start, ...lines] = request.split('\n');
  const own = origin === null ? [] : [`Origin: ${origin}`];
  socket.write([start, `Host: ${host}`, ...own, 'Connection: close', ...lines, '', ''].join('\r\n'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk as Buffer));
  const text = Buffer.concat(chunks).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return { head: parseResponseHead(text.slice(0, end + 4)), body: text.slice(end + 4) };
}

function corsLines({ lines }: ResponseHead): HeaderLine[] {
  return lines.filter(([name]) => /^access-control-/i.test(name));
}

describe('the fault is in the layer that is blamed, and the one behind it is sound', () => {
  type Told = { readonly status: number; readonly allow: readonly string[] };
  test.each<{ id: string; request: string; layer: LayerName; behind: LayerName; at: Told; after: Told }>([
    {
      id: 'gateway-answers-405',
      request: 'OPTIONS /gateway-answers-405/orders/7 HTTP/1.1\nAccess-Control-Request-Method: PUT',
      layer: 'gateway',
      behind: 'reverse-proxy',
      at: { status: 405, allow: [ORIGIN] },
      after: { status: 204, allow: [ORIGIN] },
    },
    {
      id: 'allow-origin-twice',
      request: 'GET /allow-origin-twice/orders HTTP/1.1',
      layer: 'gateway',
      behind: 'reverse-proxy',
      at: { status: 200, allow: [ORIGIN, '*'] },
      after: { status: 200, allow: [ORIGIN] },
    },
    {
      id: 'proxy-strips-header',
      request: 'GET /proxy-strips-header/orders HTTP/1.1',
      layer: 'reverse-proxy',
      behind: 'app',
      at: { status: 200, allow: [] },
      after: { status: 200, allow: [ORIGIN] },
    },
    {
      id: 'origin-stripped',
      request: 'GET /origin-stripped/orders HTTP/1.1',
      layer: 'reverse-proxy',
      behind: 'app',
      at: { status: 200, allow: [] },
      after: { status: 200, allow: [ORIGIN] },
    },
    {
      id: 'auth-before-cors',
      request: 'OPTIONS /auth-before-cors/orders HTTP/1.1\nAccess-Control-Request-Method: GET',
      layer: 'gateway',
      behind: 'reverse-proxy',
      at: { status: 401, allow: [] },
      after: { status: 204, allow: [ORIGIN] },
    },
    {
      id: 'gateway-times-out',
      request: 'GET /gateway-times-out/report HTTP/1.1',
      layer: 'gateway',
      behind: 'app',
      at: { status: 504, allow: [] },
      after: { status: 500, allow: [ORIGIN] },
    },
  ])('$id: $layer', async ({ request, layer, behind, at, after }) => {
    for (const [name, told] of [
      [layer, at],
      ['cdn', at],
      [behind, after],
    ] as const) {
      const { head } = await ask(name, request);
      expect(head.status, name).toBe(told.status);
      expect(valuesOf(head.lines, 'Access-Control-Allow-Origin'), name).toEqual(told.allow);
    }
  });

  test('no-cors-headers: a right answer without one CORS line', async () => {
    const { head, body } = await ask('cdn', 'GET /no-cors-headers/orders HTTP/1.1');
    expect(head.status).toBe(200);
    expect(corsLines(head)).toEqual([]);
    expect(JSON.parse(body)).toEqual({ orders: [{ id: 7, state: 'paid' }] });
  });
});

describe('the CDN', () => {
  const answer = async (path: string, origin: string | null) => {
    const { head } = await ask('cdn', `GET ${path} HTTP/1.1`, 'api.lab.test', origin);
    const values = (name: string) => valuesOf(head.lines, name);
    return { allow: values('Access-Control-Allow-Origin'), cache: values('X-Cache'), age: values('Age').length };
  };

  test('that ignores Vary serves one origin’s answer to another', async () => {
    const path = '/cached-for-another-origin/products?run=1';
    expect(await answer(path, 'https://www.app.lab.test')).toEqual({
      allow: ['https://www.app.lab.test'],
      cache: ['MISS'],
      age: 1,
    });
    expect(await answer(path, ORIGIN)).toEqual({ allow: ['https://www.app.lab.test'], cache: ['HIT'], age: 1 });
    expect((await answer('/cached-for-another-origin/products?run=2', ORIGIN)).cache).toEqual(['MISS']);
  });

  test('keeps what has no Vary for all, and heeds Vary elsewhere', async () => {
    const path = '/cached-without-vary/products?run=1';
    expect((await answer(path, null)).allow).toEqual([]);
    expect(await answer(path, ORIGIN)).toEqual({ allow: [], cache: ['HIT'], age: 1 });
  });

  test('stores nothing else', async () => {
    expect(await answer('/shop/products', ORIGIN)).toEqual({ allow: [ORIGIN], cache: [], age: 0 });
  });

  test('sends whoever comes with plain http to https', async () => {
    const { head } = await ask('cdn-http', 'OPTIONS /https-redirect/orders/7 HTTP/1.1');
    expect(head.status).toBe(301);
    expect(valuesOf(head.lines, 'Location')).toEqual(['https://api.lab.test/https-redirect/orders/7']);
  });
});

describe('the shop, through all layers', () => {
  test('knows its users by cookie', async () => {
    expect((await ask('cdn', 'GET /shop/me HTTP/1.1')).head.status).toBe(401);
    const { head } = await ask('cdn', 'POST /shop/login HTTP/1.1\nContent-Length: 0');
    const [cookie = ''] = valuesOf(head.lines, 'Set-Cookie');
    expect(cookie).toBe('sid=ada; Path=/shop; HttpOnly; Secure; SameSite=Lax');
    const me = await ask('cdn', `GET /shop/me HTTP/1.1\nCookie: ${cookie.split(';')[0]}`);
    expect(JSON.parse(me.body)).toEqual({ user: 'ada' });
  });

  test('takes the identity provider’s tokens, and no others', async () => {
    const { token } = JSON.parse(
      (await ask('auth', 'POST /shop/token HTTP/1.1\nContent-Length: 0', 'auth.lab.test')).body,
    );
    const account = (value: string) => ask('cdn', `GET /shop/account HTTP/1.1\nAuthorization: Bearer ${value}`);
    expect((await account(token)).head.status).toBe(200);
    const forged = token.replace(/\.[^.]*$/, '.c2lnbmF0dXJl');
    for (const other of [forged, 'opaque']) {
      const { head } = await account(other);
      expect(head.status).toBe(401);
      expect(valuesOf(head.lines, 'WWW-Authenticate')).toEqual(['Bearer error="invalid_token"']);
    }
  });

  test.each([
    { desc: 'a photo', bytes: 20_000, status: 201 },
    { desc: 'too large a photo', bytes: 1_100_000, status: 413 },
  ])('takes $desc: $status', async ({ bytes, status }) => {
    const response = await fetch(`http://127.0.0.1:${estate.portOf('cdn')}/shop/photos`, {
      method: 'POST',
      body: new Uint8Array(bytes),
    });
    expect(response.status).toBe(status);
  });

  test('streams events as they come', async () => {
    const response = await fetch(`http://127.0.0.1:${estate.portOf('cdn')}/shop/stock`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    expect(new TextDecoder().decode(first?.value)).toBe('data: {"teapots":3}\n\n');
  });

  test('chats over a WebSocket', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${estate.portOf('cdn')}/shop/chat`);
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.send('hello');
    const [said] = await once(socket, 'message');
    expect(String(said)).toBe('You said: hello');
  });

  test('has a 404 of its own', async () => {
    const { head } = await ask('cdn', 'GET /other HTTP/1.1');
    expect(head.status).toBe(404);
  });
});

test('a layer goes where it is led, and closing frees the ports at once, kept-alive connections or not', async () => {
  const own = await startEstate();
  own.leadThrough('gateway', { host: '127.0.0.1', port: own.portOf('app') });
  const response = await fetch(`http://127.0.0.1:${own.portOf('cdn')}/gateway-answers-405/orders/7`, {
    method: 'OPTIONS',
    headers: { Origin: ORIGIN },
  });
  expect(response.status).toBe(204);
  const idle = connect(own.portOf('cdn'), '127.0.0.1').on('error', () => undefined);
  await once(idle, 'connect');
  await own.close();
  await expect(fetch(`http://127.0.0.1:${own.portOf('cdn')}/`)).rejects.toThrow();
});
