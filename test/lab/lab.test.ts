import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import { startApi } from '../../proxy/lab/api.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { type Lab, startLab } from '../../proxy/lab/lab.ts';
import { CORS_ERROR_CODES } from '../../shared/cors/cors-error.ts';
import { parseResponseHead, type ResponseHead } from '../../shared/http/head.ts';
import { type HeaderLine, valuesOf } from '../../shared/http/header-line.ts';
import { tempFolder } from '../ca/temp-home.ts';

const ORIGIN = 'https://app.lab.test';

async function newLab(): Promise<Lab> {
  const ca = await loadCa(tempFolder());
  const lab = await startLab(ca, createLeafStore(ca));
  onTestFinished(() => lab.close());
  return lab;
}

/** The answer's head as it is on the wire, over TLS that trusts the lab's CA alone. */
async function ask(lab: Lab, host: string, request: string): Promise<{ head: ResponseHead; body: string }> {
  const route = lab.routes.find(each => each.host === host);
  if (!route) throw new Error(`no route to ${host}`);
  const socket = connect({ host: route.address, port: route.targetPort, servername: host, ca: lab.caPem });
  await once(socket, 'secureConnect');
  return exchange(socket, host, request);
}

async function exchange(socket: NodeJS.ReadWriteStream, host: string, request: string) {
  const [start, ...lines] = request.split('\n');
  socket.write([start, `Host: ${host}`, `Origin: ${ORIGIN}`, 'Connection: close', ...lines, '', ''].join('\r\n'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return { head: parseResponseHead(text.slice(0, end + 4)), body: text.slice(end + 4) };
}

function corsLines(head: ResponseHead): HeaderLine[] {
  return head.lines.filter(([name]) => /^access-control-/i.test(name));
}

describe('the cases', () => {
  test.each(LAB_CASES)('$id is well declared', ({ id, scenario, declared, call, story }) => {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(scenario).toMatch(/^s[1-7]$/);
    expect(CORS_ERROR_CODES).toContain(declared.code);
    expect(call.url).toMatch(`https://api.lab.test/${id}/`);
    expect(story.split(/\.\s/).length).toBeLessThanOrEqual(2);
  });

  test('no two have the same id', () => {
    expect(new Set(LAB_CASES.map(({ id }) => id)).size).toBe(LAB_CASES.length);
  });
});

describe('what the browser gets', () => {
  test('no-cors-headers: a right answer without one CORS line', async () => {
    const { head, body } = await ask(await newLab(), 'api.lab.test', 'GET /no-cors-headers/orders HTTP/1.1');
    expect(head.status).toBe(200);
    expect(corsLines(head)).toEqual([]);
    expect(JSON.parse(body)).toEqual({ orders: [{ id: 7, state: 'paid' }] });
  });

  test('gateway-answers-405: a preflight that the gateway answers 405, with the origin allowed', async () => {
    const lab = await newLab();
    const { head } = await ask(
      lab,
      'api.lab.test',
      'OPTIONS /gateway-answers-405/orders/7 HTTP/1.1\nAccess-Control-Request-Method: PUT',
    );
    expect(head.status).toBe(405);
    expect(valuesOf(head.lines, 'Allow')).toEqual(['GET, PUT']);
    expect(corsLines(head)).toEqual([
      ['Access-Control-Allow-Origin', ORIGIN],
      ['Access-Control-Allow-Credentials', 'true'],
    ]);
  });

  test('gateway-answers-405: a PUT that would be readable', async () => {
    const { head } = await ask(
      await newLab(),
      'api.lab.test',
      'PUT /gateway-answers-405/orders/7 HTTP/1.1\nContent-Length: 0',
    );
    expect(head.status).toBe(200);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN]);
  });

  test('allow-origin-twice: two lines, the app’s and the proxy’s', async () => {
    const { head } = await ask(await newLab(), 'api.lab.test', 'GET /allow-origin-twice/orders HTTP/1.1');
    expect(head.status).toBe(200);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN, '*']);
  });

  test('an unknown path: the app’s 404', async () => {
    const { head } = await ask(await newLab(), 'api.lab.test', 'GET /other HTTP/1.1');
    expect(head.status).toBe(404);
  });
});

describe('what the app itself says, behind the gateway', () => {
  async function askApp(request: string): Promise<ResponseHead> {
    const ca = await loadCa(tempFolder());
    const { app, gateway } = await startApi(createLeafStore(ca));
    onTestFinished(async () => {
      await Promise.all([gateway.close(), app.close()]);
    });
    const socket = connectTcp(app.port, '127.0.0.1');
    await once(socket, 'connect');
    return (await exchange(socket, 'api.lab.test', request)).head;
  }

  test('gateway-answers-405: the app would answer the preflight as it should', async () => {
    const head = await askApp('OPTIONS /gateway-answers-405/orders/7 HTTP/1.1');
    expect(head.status).toBe(204);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Methods')).toEqual(['GET, PUT']);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Headers')).toEqual(['Content-Type']);
  });

  test('allow-origin-twice: the app sets one line, and the right one', async () => {
    const head = await askApp('GET /allow-origin-twice/orders HTTP/1.1');
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN]);
  });
});

describe('the page', () => {
  test('is served with a strict policy that lets it call the API alone', async () => {
    const { head, body } = await ask(await newLab(), 'app.lab.test', 'GET /?case=no-cors-headers HTTP/1.1');
    expect(head.status).toBe(200);
    const [policy = ''] = valuesOf(head.lines, 'Content-Security-Policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('connect-src https://api.lab.test;');
    expect(policy).not.toMatch(/unsafe|\*/);
    for (const { id } of LAB_CASES) expect(body).toContain(`data-case="${id}"`);
  });

  test.each(['/lab.js', '/lab.css'])('has its %s', async path => {
    const { head, body } = await ask(await newLab(), 'app.lab.test', `GET ${path} HTTP/1.1`);
    expect(head.status).toBe(200);
    expect(body.length).toBeGreaterThan(100);
  });
});

test('closing frees the ports at once, kept-alive connections or not', async () => {
  const ca = await loadCa(tempFolder());
  const lab = await startLab(ca, createLeafStore(ca));
  const sockets = lab.routes.map(({ host, address, targetPort }) =>
    connect({ host: address, port: targetPort, servername: host, ca: lab.caPem }).on('error', () => undefined),
  );
  await Promise.all(sockets.map(socket => once(socket, 'secureConnect')));
  const begin = performance.now();
  await lab.close();
  expect(performance.now() - begin).toBeLessThan(500);
});
