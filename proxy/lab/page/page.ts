import { createServer, type OutgoingHttpHeaders, type RequestListener } from 'node:http';
import type { LeafStore } from '../../ca/leaf-store.ts';
import { LAB_CASES } from '../cases/index.ts';
import { API_HOST, AUTH_HOST, EDGE_HOSTS, PAGE_ORIGIN, PLAIN_PAGE_ORIGIN, WWW_ORIGIN } from '../lab-hosts.ts';
import { type Listening, listen, secureServer } from '../listen.ts';
import { FRAME_HTML, FRAME_SCRIPT } from './frame.ts';
import { pageHtml } from './page-html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { SHOP_SCRIPT } from './shop-script.ts';

const CALLED = [
  ...[...EDGE_HOSTS, AUTH_HOST].map(host => `https://${host}`),
  `http://${API_HOST}`,
  `wss://${API_HOST}`,
].join(' ');

const PAGE_POLICY = policy([
  `connect-src ${CALLED}`,
  "style-src 'self'",
  'img-src data:',
  `frame-src ${PAGE_ORIGIN} ${WWW_ORIGIN}`,
  "frame-ancestors 'none'",
]);

const FRAME_POLICY = policy([
  `connect-src ${CALLED}`,
  `frame-ancestors ${PAGE_ORIGIN} ${WWW_ORIGIN} ${PLAIN_PAGE_ORIGIN}`,
]);

/** The page at https and at http, under every name that it has. */
export async function startPages(leaves: LeafStore): Promise<{ secure: Listening; plain: Listening }> {
  const handle = pageHandler(pageHtml(LAB_CASES));
  const [secure, plain] = await Promise.all([listen(secureServer(leaves, handle)), listen(createServer(handle))]);
  return { secure, plain };
}

function pageHandler(html: string): RequestListener {
  const files = new Map([
    ['/', { type: 'text/html', text: html, policy: PAGE_POLICY }],
    ['/lab.js', { type: 'text/javascript', text: PAGE_SCRIPT, policy: PAGE_POLICY }],
    ['/shop.js', { type: 'text/javascript', text: SHOP_SCRIPT, policy: PAGE_POLICY }],
    ['/lab.css', { type: 'text/css', text: PAGE_STYLE, policy: PAGE_POLICY }],
    ['/frame.html', { type: 'text/html', text: FRAME_HTML, policy: FRAME_POLICY }],
    ['/frame.js', { type: 'text/javascript', text: FRAME_SCRIPT, policy: FRAME_POLICY }],
  ]);
  const missing = { type: 'text/plain', text: 'Not found\n', policy: PAGE_POLICY };
  return (request, response) => {
    const file = files.get((request.url ?? '/').replace(/\?.*$/s, ''));
    const { type, text, policy: csp } = file ?? missing;
    response.writeHead(file ? 200 : 404, { ...headersWith(csp), 'Content-Type': `${type}; charset=utf-8` });
    response.end(text);
  };
}

function headersWith(csp: string): OutgoingHttpHeaders {
  return {
    'Content-Security-Policy': csp,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

function policy(own: readonly string[]): string {
  return ["default-src 'none'", "script-src 'self'", ...own, "base-uri 'none'", "form-action 'none'"].join('; ');
}
