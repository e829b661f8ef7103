import { every, line, page, status } from '../predicates.ts';
import { hint, type Signature } from '../signature.ts';

export const koa = {
  product: 'koa',
  name: 'Koa',
  role: 'framework',
  sources: [],
  passing: [],
  making: [
    hint(
      'known',
      every(
        status(404),
        line('Content-Type', /^text\/plain; charset=utf-8$/),
        line('Content-Length', /^9$/),
        page(/^Not Found$/),
      ),
      '{} are Koa’s words for a request that nothing answers, and others’',
    ),
  ],
  examples: [
    {
      desc: 'nothing answers',
      did: 'made',
      answer: `
        404 Not Found
        Content-Type: text/plain; charset=utf-8
        Content-Length: 9

        Not Found`,
    },
    {
      desc: 'near miss: in another type',
      did: 'nothing',
      answer: `
        404 Not Found
        Content-Type: text/html
        Content-Length: 9

        Not Found`,
    },
  ],
} satisfies Signature;
