import { indexesOf } from '../../../http/header-line.ts';
import type { Answer } from '../answer.ts';
import { certificate, every, isError, line, type Predicate } from '../predicates.ts';
import { type Signature, sign } from '../signature.ts';

const SERVER = line('Server', /^Caddy$/);

/** It puts a `Server` line of its own beside the upstream's, and answers its errors without a body. */
export const caddy = {
  product: 'caddy',
  name: 'Caddy',
  role: 'reverse proxy',
  sources: ['https://caddyserver.com/docs/caddyfile/directives/header'],
  alias: /^Caddy$/i,
  passing: [
    sign('measured', SERVER),
    sign('known', certificate('issuer', /CN=Caddy Local Authority - ECC Intermediate/), 'its certificate is from {}'),
  ],
  making: [
    sign(
      'measured',
      every(SERVER, isError, emptyOfItsOwn),
      'it has no body, and {} stand as Caddy writes them where it answers itself: the length of an upstream’s response stands before Server',
    ),
  ],
  adds: ['first'],
  examples: [
    {
      desc: 'its own 502: nothing listens behind it',
      did: 'made',
      answer: `
        502 Bad Gateway
        Server: Caddy
        Date: Sat, 31 Jan 2026 10:00:00 GMT
        Content-Length: 0`,
    },
    {
      desc: 'an upstream’s empty 502 that it passed on',
      did: 'passed',
      answer: `
        502 Bad Gateway
        Content-Length: 0
        Server: Caddy
        X-App: 1
        Date: Sat, 31 Jan 2026 10:00:00 GMT`,
    },
    {
      desc: 'two Server lines: its own and the upstream’s',
      did: 'passed',
      answer: `
        404 Not Found
        Access-Control-Allow-Origin: *
        Content-Length: 15
        Content-Type: application/json
        Server: Caddy
        Server: UP/1

        {"error":"app"}`,
    },
    {
      desc: 'near miss: another Go server’s empty 502',
      did: 'nothing',
      answer: `
        502 Bad Gateway
        Date: Sat, 31 Jan 2026 10:00:00 GMT
        Content-Length: 0`,
    },
  ],
} satisfies Signature;

/**
 * Go adds `Date` and a length that it counted itself behind the lines that the handler set; an upstream's length is among
 * those. Another layer that sorts the lines anew takes this away.
 */
function emptyOfItsOwn(answer: Answer): ReturnType<Predicate> {
  const { lines } = answer.head;
  const [server, ...others] = indexesOf(lines, 'server');
  const [date] = indexesOf(lines, 'date');
  if (server === undefined || others.length > 0 || date === undefined || date < server) return null;
  const length = line('Content-Length', /^0$/)(answer);
  return length?.lines[0]?.index === date + 1 ? length : null;
}
