import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { type Lab, type LabRoute, startLab } from '../../proxy/lab/lab.ts';
import { CORS_ERROR_CODES } from '../../shared/cors/cors-error.ts';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { parseResponseHead, type ResponseHead } from '../../shared/http/head.ts';
import { type HeaderLine, valuesOf } from '../../shared/http/header-line.ts';
import { tempFolder } from '../ca/temp-home.ts';

const ORIGIN = 'https://app.lab.test';
const ROWS = CHECKLIST.flatMap(({ rows }) => rows.map(({ id }) => id));

interface Standing {
  readonly lab: Lab;
  readonly routes: readonly LabRoute[];
}

/** The lab without any tap: each layer leads straight to the next, and the CDN is spoken to without TLS. */
async function standing(): Promise<Standing> {
  const ca = await loadCa(tempFolder());
  const lab = await startLab(ca, createLeafStore(ca));
  onTestFinished(() => lab.close());
  const routes = lab.join(lab.taps.map(({ name, target }) => ({ name, url: `http://127.0.0.1:${target.port}` })));
  return { lab, routes };
}

async function ask({ lab, routes }: Standing, host: string, request: string) {
  const secure = /app\.lab\.test$/.test(host);
  const route = routes.find(each => each.host === host && each.port === 443);
  if (!route) throw new Error(`no route to ${host}`);
  const socket = secure
    ? connectTls({ host: route.address, port: route.toPort, servername: host, ca: lab.caPem })
    : connectTcp(route.toPort, route.address);
  await once(socket, secure ? 'secureConnect' : 'connect');
  return exchange(socket, host, request);
}

/** Asks a layer itself, past those in front of it. */
async function askLayer({ lab }: Standing, layer: string, request: string) {
  const port = lab.taps.find(({ name }) => name === layer)?.target.port ?? 0;
  const socket = connectTcp(port, '127.0.0.1');
  await once(socket, 'connect');
  return exchange(socket, 'api.lab.test', request);
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
  test.each(LAB_CASES)('$id is well declared', ({ id, scenario, declared, finding, fails, calls, story }) => {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(scenario).toMatch(/^s[1-7]$/);
    if (declared.code !== null) expect(CORS_ERROR_CODES).toContain(declared.code);
    expect(RULES.map(rule => rule.id)).toContain(finding);
    for (const row of fails) expect(ROWS).toContain(row);
    expect(calls.length).toBeGreaterThan(0);
    for (const { url } of calls) expect(url).toMatch(new RegExp(`^https?://[a-z.]+\\.test/${id}/`));
    expect(story.split(/\.\s/).length).toBeLessThanOrEqual(3);
  });

  test('no two have the same id', () => {
    expect(new Set(LAB_CASES.map(({ id }) => id)).size).toBe(LAB_CASES.length);
  });

  test.each(['s1', 's2', 's3', 's4', 's5', 's6', 's7'])('scenario %s has some', scenario => {
    expect(LAB_CASES.filter(each => each.scenario === scenario).length).toBeGreaterThan(0);
  });
});

describe('what the browser gets', () => {
  test('while nothing is broken: the right answer, with one line of each CORS header', async () => {
    const { head, body } = await ask(await standing(), 'api.lab.test', 'GET /shop/orders HTTP/1.1');
    expect(head.status).toBe(200);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN]);
    expect(JSON.parse(body)).toEqual({ orders: [{ id: 7, state: 'paid' }] });
  });

  test('no-cors-headers: a right answer without one CORS line', async () => {
    const { head, body } = await ask(await standing(), 'api.lab.test', 'GET /no-cors-headers/orders HTTP/1.1');
    expect(head.status).toBe(200);
    expect(corsLines(head)).toEqual([]);
    expect(JSON.parse(body)).toEqual({ orders: [{ id: 7, state: 'paid' }] });
  });

  test('allow-origin-twice: two lines, the app’s and the gateway’s', async () => {
    const { head } = await ask(await standing(), 'api.lab.test', 'GET /allow-origin-twice/orders HTTP/1.1');
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN, '*']);
  });

  test('gateway-answers-405: a preflight that the gateway answers 405, with the origin allowed', async () => {
    const asked = 'OPTIONS /gateway-answers-405/orders/7 HTTP/1.1\nAccess-Control-Request-Method: PUT';
    const { head } = await ask(await standing(), 'api.lab.test', asked);
    expect(head.status).toBe(405);
    expect(valuesOf(head.lines, 'Allow')).toEqual(['GET, PUT']);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN]);
  });

  test('an unknown path: the app’s 404', async () => {
    const { head } = await ask(await standing(), 'api.lab.test', 'GET /other HTTP/1.1');
    expect(head.status).toBe(404);
  });
});

describe('what the app itself says, behind the others', () => {
  test.each([
    {
      desc: 'gateway-answers-405: answers the preflight as it should',
      status: 204,
      asked: 'OPTIONS /gateway-answers-405/orders/7',
    },
    { desc: 'gateway-answers-bare-200: does so too', status: 204, asked: 'OPTIONS /gateway-answers-bare-200/orders/7' },
    {
      desc: 'allow-origin-twice: sets one line, and the right one',
      status: 200,
      asked: 'GET /allow-origin-twice/orders',
    },
    {
      desc: 'proxy-strips-header: sets what the proxy takes off',
      status: 200,
      asked: 'GET /proxy-strips-header/orders',
    },
    { desc: 'origin-stripped: would allow whoever names the page', status: 200, asked: 'GET /origin-stripped/orders' },
  ])('$desc', async ({ asked, status }) => {
    const { head } = await askLayer(await standing(), 'app', `${asked} HTTP/1.1`);
    expect(head.status).toBe(status);
    expect(valuesOf(head.lines, 'Access-Control-Allow-Origin')).toEqual([ORIGIN]);
  });
});

describe('the page', () => {
  test('is served with a strict policy that lets it call the lab’s hosts alone', async () => {
    const { head, body } = await ask(await standing(), 'app.lab.test', 'GET /?case=no-cors-headers HTTP/1.1');
    expect(head.status).toBe(200);
    const [policy = ''] = valuesOf(head.lines, 'Content-Security-Policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/connect-src( (https?|wss):\/\/[a-z.]+\.test)+;/);
    expect(policy).not.toMatch(/unsafe|\*/);
    for (const { id } of LAB_CASES) expect(body).toContain(`data-case="${id}"`);
  });

  test.each(['/lab.js', '/shop.js', '/lab.css', '/frame.js'])('has its %s', async path => {
    const { head, body } = await ask(await standing(), 'app.lab.test', `GET ${path} HTTP/1.1`);
    expect(head.status).toBe(200);
    expect(body.length).toBeGreaterThan(100);
  });
});

test('closing frees the ports, kept-alive connections or not', async () => {
  const ca = await loadCa(tempFolder());
  const lab = await startLab(ca, createLeafStore(ca));
  const sockets = lab.taps.map(({ target }) => connectTcp(target.port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(sockets.map(socket => once(socket, 'connect')));
  const ended = Promise.all(sockets.map(socket => once(socket, 'close')));
  for (const socket of sockets) socket.resume();
  await lab.close();
  await ended;
});
