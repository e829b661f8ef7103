import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import type { LeafStore } from '../ca/leaf-store.ts';
import { LAB_CASES } from './cases/index.ts';
import { API_HOST } from './lab-case.ts';
import { type Listening, listen, secureServer } from './listen.ts';
import { pageHtml } from './page-html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  `connect-src https://${API_HOST}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: OutgoingHttpHeaders = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** Serves https://app.lab.test/, the page whose calls are blocked. */
export async function startPage(leaves: LeafStore): Promise<Listening> {
  return listen(secureServer(leaves, pageHandler(pageHtml(LAB_CASES))));
}

function pageHandler(html: string): RequestListener {
  const files = new Map([
    ['/', { type: 'text/html', text: html }],
    ['/lab.js', { type: 'text/javascript', text: PAGE_SCRIPT }],
    ['/lab.css', { type: 'text/css', text: PAGE_STYLE }],
  ]);
  return (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/s, '');
    const { type, text } = files.get(path) ?? { type: 'text/plain', text: 'Not found\n' };
    response.writeHead(files.has(path) ? 200 : 404, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` });
    response.end(text);
  };
}
