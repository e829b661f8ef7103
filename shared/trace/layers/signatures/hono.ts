import { every, isPreflight, line, page, status } from '../predicates.ts';
import { hint, type Signature } from '../signature.ts';

export const hono = {
  product: 'hono',
  name: 'Hono',
  role: 'framework',
  sources: ['https://hono.dev/docs/middleware/builtin/cors'],
  passing: [],
  making: [
    hint(
      'measured',
      every(status(404), line('Content-Type', /^text\/plain/i), page(/^404 Not Found$/)),
      '{} are Hono’s words for a request that no route takes',
    ),
  ],
  cors: [
    hint(
      'measured',
      every(isPreflight, line('Access-Control-Allow-Methods', /^GET,HEAD,PUT,POST,DELETE,PATCH(?:,QUERY)?$/)),
      '{} is the list that its cors middleware has by default',
    ),
  ],
  examples: [
    {
      desc: 'no such route',
      did: 'made',
      answer: `
        404 Not Found
        content-type: text/plain; charset=UTF-8

        404 Not Found`,
    },
    {
      desc: 'near miss: Koa leaves the number away',
      did: 'nothing',
      answer: `
        404 Not Found
        content-type: text/plain; charset=utf-8

        Not Found`,
    },
  ],
} satisfies Signature;
