import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Ca } from '../../../proxy/ca/ca.ts';
import { createLeafStore } from '../../../proxy/ca/leaf-store.ts';
import { listen, secureServer } from '../../../proxy/lab/listen.ts';

export const APP = 'https://app.example.test';
export const API = 'https://api.example.test';
/** Of another site than the app. */
export const OTHER = 'https://api.other.test';

/** An answer for each path, whatever the host; `?csp=` gives the page a policy. */
const ANSWERS: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/page': page,
  '/frame': (_request, response) =>
    html(response, `<script>fetch('${API}/open?from-frame', { credentials: 'omit' })</script>`),
  '/popup': (_request, response) => html(response, `<script>fetch('${API}/none?from-popup')</script>`),
  '/worker.js': (_request, response) =>
    script(response, `fetch('${API}/open?from-worker', { credentials: 'include' })`),
  '/sw.js': (_request, response) => script(response, SERVICE_WORKER),
  '/open': open,
  '/star': (_request, response) => plain(response, { 'Access-Control-Allow-Origin': '*' }),
  '/silent': () => undefined,
  '/none': (_request, response) => plain(response, {}),
  '/cookie': cookie,
  '/stored': (request, response) =>
    plain(response, { ...allowing(request), 'Cache-Control': 'max-age=600', Vary: 'Origin' }),
  '/shared': (_request, response) => plain(response, { 'Cache-Control': 'max-age=600' }),
  '/away': (_request, response) =>
    plain(response, { 'Access-Control-Allow-Origin': '*', Location: `${API}/star?landed` }, 302),
  '/away-too': (_request, response) =>
    plain(response, { 'Access-Control-Allow-Origin': '*', Location: `${API}/star?never` }, 302),
  '/made': made,
  '/made/': made,
  '/policy': (_request, response) => plain(response, { 'Cross-Origin-Resource-Policy': 'same-origin' }),
};

const SERVICE_WORKER = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  if (event.request.url.includes('made-up')) event.respondWith(new Response('of my own'));
  if (event.request.url.includes('passed-on')) event.respondWith(fetch(event.request));
});`;

export interface Site {
  readonly plainPort: number;
  readonly securePort: number;
}

/** Runs until the end of the test. */
export async function startSite(ca: Ca): Promise<Site> {
  const [secure, insecure] = await Promise.all([
    listen(secureServer(createLeafStore(ca), answer)),
    listen(createServer(answer)),
  ]);
  onTestFinished(async () => void (await Promise.all([secure.close(), insecure.close()])));
  return { plainPort: insecure.port, securePort: secure.port };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').replace(/\?.*$/s, '');
  const known = ANSWERS[path];
  if (known !== undefined) known(request, response);
  else plain(response, {}, 404);
}

function page(request: IncomingMessage, response: ServerResponse): void {
  const policy = new URL(request.url ?? '', APP).searchParams.get('csp');
  if (policy !== null) response.setHeader('Content-Security-Policy', policy);
  html(response, '<title>a page</title>');
}

function open(request: IncomingMessage, response: ServerResponse): void {
  plain(response, {
    ...allowing(request),
    'Access-Control-Allow-Methods': 'PUT',
    'Access-Control-Allow-Headers': 'x-token',
  });
}

function cookie(request: IncomingMessage, response: ServerResponse): void {
  plain(response, { ...allowing(request), 'Set-Cookie': 'sid=secret; SameSite=Lax; Secure; Path=/' });
}

function allowing({ headers }: IncomingMessage): Record<string, string> {
  return { 'Access-Control-Allow-Origin': headers.origin ?? '*', 'Access-Control-Allow-Credentials': 'true' };
}

/** An answer as it stands in the URL: `?{"OPTIONS":[405,{…}],"*":[200,{…}]}`; a list of values is one line each. */
function made(request: IncomingMessage, response: ServerResponse): void {
  const wanted = JSON.parse(decodeURIComponent((request.url ?? '').replace(/^[^?]*\?/, ''))) as Made;
  const [status, fields] = wanted[request.method ?? ''] ?? wanted['*'] ?? [200, {}];
  response.writeHead(status, { 'Content-Type': 'text/plain', ...fields }).end(status === 204 ? '' : 'made');
}

/** Status and header fields for each method; `*` for all others. */
export type Made = Readonly<Record<string, readonly [status: number, fields: Record<string, string | string[]>]>>;

export function madeUrl(answers: Made, origin: string = API, path = '/made'): string {
  return `${origin}${path}?${encodeURIComponent(JSON.stringify(answers)).replaceAll("'", '%27')}`;
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(text);
}

function script(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(text);
}

function plain(response: ServerResponse, fields: Record<string, string>, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', ...fields }).end('hello');
}
