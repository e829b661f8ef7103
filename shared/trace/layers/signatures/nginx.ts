import { firstValue } from '../../../http/header-line.ts';
import type { Answer } from '../answer.ts';
import { nginxPage } from '../own-page.ts';
import { certificate, every, line, type Predicate, statusLine, without } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

const SERVER = /^nginx(?:\/[\d.]+)?(?: \([^)]*\))?$/;
/** The text of nginx's own page around twice the status and once the server's name. */
const PAGE_FRAME = 115;

/** It writes `Server` anew on everything that passes, so the line alone never says who made the answer. */
export const nginx = {
  product: 'nginx',
  name: 'nginx',
  role: 'reverse proxy',
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens'],
  alias: /^nginx\b/i,
  passing: [
    sign('measured', line('Server', SERVER)),
    proof(
      'known',
      certificate('subject', /CN=Kubernetes Ingress Controller Fake Certificate/),
      'its certificate is the one that ingress-nginx makes where it has no other, {}',
    ),
  ],
  making: [
    proof('measured', nginxPage('nginx'), 'its error page ends with {}'),
    sign(
      'measured',
      every(line('Server', SERVER), statusLine(/^(?:405 Not Allowed|503 Service Temporarily Unavailable)$/)),
      '{}: nginx has words of its own for this status, and keeps an upstream’s',
    ),
    sign(
      'measured',
      every(line('Server', SERVER), ownPageLength),
      '{}: that is how long nginx’s own page for this status is',
    ),
  ],
  adds: ['last'],
  examples: [
    {
      desc: 'its own 405, with its page',
      did: 'made',
      answer: `
        405 Not Allowed
        Server: nginx/1.22.1
        Content-Type: text/html
        Content-Length: 157

        <html>
        <head><title>405 Not Allowed</title></head>
        <body>
        <center><h1>405 Not Allowed</h1></center>
        <hr><center>nginx/1.22.1</center>`,
    },
    {
      desc: 'its own redirect: the page is not recorded, its length tells',
      did: 'made',
      answer: `
        302 Moved Temporarily
        Server: nginx/1.22.1
        Content-Type: text/html
        Content-Length: 145
        Location: https://login.lab.test/`,
    },
    {
      desc: 'an app’s 404 that it passed on, the upstream’s Server replaced',
      did: 'passed',
      answer: `
        404 Not Found
        Server: nginx/1.22.1
        Content-Type: application/json
        Content-Length: 15
        Connection: close
        Via: 1.1 inner

        {"error":"app"}`,
    },
    {
      desc: 'an empty 502 that it passed on',
      did: 'passed',
      answer: `
        502 Bad Gateway
        Server: nginx/1.22.1
        Content-Length: 0
        X-App: 1`,
    },
    {
      desc: 'near miss: OpenResty, which writes the same page',
      did: 'nothing',
      answer: `
        404 Not Found
        Server: openresty

        <hr><center>openresty</center>`,
    },
  ],
} satisfies Signature;

/**
 * A page that was not recorded (a redirect's, a masked one's) still has its length: for each status nginx writes the same
 * words, and its own name as in `Server`.
 */
function ownPageLength(answer: Answer): ReturnType<Predicate> {
  const { head, page } = answer;
  const { status, reason, lines } = head;
  if (page !== '' || firstValue(lines, 'content-type') !== 'text/html' || without('content-encoding')(answer) === null)
    return null;
  const title = status === 302 ? '302 Found' : `${status} ${reason}`;
  const length = 2 * title.length + (firstValue(lines, 'server') ?? '').length + PAGE_FRAME;
  return line('Content-Length', new RegExp(`^${length}$`))(answer);
}
