import { type App, startApp } from '../../support/servers/app.ts';

/** An app that names itself, calls itself `inner` in Via, and answers as a layer before it would like to have answered. */
export function startInnerApp(): Promise<App> {
  const own = [
    ['Server', 'UP/1'],
    ['Via', '1.1 inner'],
    ['Access-Control-Allow-Origin', '{origin}'],
    ['X-Last', '1'],
  ] as const;
  const json = [['Content-Type', 'application/json'], ...own] as const;
  return startApp([
    { path: '/missing', status: '404 Not Found', lines: json, body: '{"error":"no such order"}' },
    { path: '/method', status: '405 Method Not Allowed', lines: json, body: '{"error":"no such method"}' },
    { path: '/large', status: '413 Payload Too Large', lines: json, body: '{"error":"too much"}' },
    { path: '/down', status: '503 Service Unavailable', lines: json, body: '{"error":"closed"}' },
    // as little as a layer itself might say
    { path: '/empty', status: '502 Bad Gateway', lines: [['X-App', '1']] },
    { path: '/bare', status: '502 Bad Gateway', lines: [['Content-Type', 'text/html']], body: '<h1>Bad Gateway</h1>' },
    { path: '/moved', status: '302 Found', lines: [['Location', '/login']] },
    { path: '/ok', status: '200 OK', lines: json, body: '{}' },
  ]);
}

/** Nothing listens at this port of loopback: discard, which no system offers nowadays. */
export const DEAD = '127.0.0.1:9';

/** Paths of the inner app's, each with the status that it answers; no layer before it made these. */
export const PASSED_ON = [
  { path: '/missing', status: 404 },
  { path: '/method', status: 405 },
  { path: '/large', status: 413 },
  { path: '/down', status: 503 },
  { path: '/empty', status: 502 },
  { path: '/bare', status: 502 },
  { path: '/moved', status: 302 },
  { path: '/ok', status: 200 },
] as const;
