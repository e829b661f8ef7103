import { firstValue } from '../../../http/header-line.ts';
import type { Answer } from '../answer.ts';
import { every, line, lowerCaseNames, type Predicate, page } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

/** Others that write all names in lower case, by their own `Server` line. */
const ALSO_LOWER_CASE = /^(?:uvicorn|hypercorn|daphne|envoy|istio-envoy|cloudflare|Vercel|Netlify|Fly\/|Cowboy|h2o)/i;

const SENTENCES = [
  'Your browser sent an invalid request.',
  'You need a valid user and password to access this content.',
  'Request forbidden by administrative rules.',
  'The resource could not be found.',
  'A request was made of a resource using a request method not supported by that resource',
  "Your browser didn't send a complete request in time.",
  'The resource is no longer available and will not be available again.',
  'The request entity exceeds the maximum allowed.',
  'You have sent too many requests in a given amount of time.',
  'An internal server error occurred.',
  'The server does not support the functionality required to fulfill the request.',
  'The server returned an invalid or incomplete response.',
  'No server is available to handle this request.',
  "The server didn't respond in time.",
].map(sentence => sentence.replaceAll('.', '\\.'));

const PAGE = new RegExp(`^<html><body><h1>\\d{3} [^<]+</h1>\\s*\\.?(?:${SENTENCES.join('|')})`);

/** It has no line of its own: an upstream's `Server` passes through it. Since 2.0 it writes all names in lower case. */
export const haproxy = {
  product: 'haproxy',
  name: 'HAProxy',
  role: 'reverse proxy',
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4-errorfile'],
  alias: /^haproxy\b/i,
  passing: [
    hint('measured', lowerCase, 'all its names are in lower case, as HAProxy writes them, though others do so too'),
  ],
  making: [
    proof('measured', page(PAGE), 'its error page is HAProxy’s, {}'),
    sign('measured', ownRedirect, '{} are the lines of HAProxy’s own redirects, and there are no others'),
  ],
  adds: ['last'],
  examples: [
    {
      desc: 'its own 503: no server is up',
      did: 'made',
      answer: `
        503 Service Unavailable
        content-length: 107
        cache-control: no-cache
        content-type: text/html

        <html><body><h1>503 Service Unavailable</h1>
        No server is available to handle this request.
        </body></html>`,
    },
    {
      desc: 'its own redirect',
      did: 'made',
      answer: `
        302 Found
        content-length: 0
        location: https://login.lab.test/
        cache-control: no-cache`,
    },
    {
      desc: 'a response that it passed on, the upstream’s Server with it',
      did: 'passed',
      answer: `
        404 Not Found
        server: UP/1
        via: 1.1 inner
        content-type: application/json

        {"error":"app"}`,
    },
    {
      desc: 'near miss: uvicorn writes lower case itself',
      did: 'nothing',
      answer: `
        404 Not Found
        date: Sat, 31 Jan 2026 10:00:00 GMT
        server: uvicorn
        content-type: application/json

        {"detail":"Not Found"}`,
    },
    {
      desc: 'near miss: the same title on another page',
      did: 'nothing',
      answer: `
        503 Service Unavailable
        Content-Type: text/html

        <html><body><h1>503 Service Unavailable</h1>
        Please come back later.`,
    },
  ],
} satisfies Signature;

function lowerCase(answer: Answer): ReturnType<Predicate> {
  const { lines } = answer.head;
  const another = ALSO_LOWER_CASE.test(firstValue(lines, 'server') ?? '');
  return another || lines.some(([name]) => /^(?:x-envoy|x-vercel|cf-|x-nf-|fly-)/.test(name))
    ? null
    : lowerCaseNames(answer);
}

const REDIRECT_NAMES = ['content-length', 'location', 'cache-control', 'connection'];

function ownRedirect(answer: Answer): ReturnType<Predicate> {
  const { status, lines } = answer.head;
  if (status < 300 || status > 399 || !lines.every(([name]) => REDIRECT_NAMES.includes(name))) return null;
  return every(line('content-length', /^0$/), line('cache-control', /^no-cache$/), line('location'))(answer);
}
