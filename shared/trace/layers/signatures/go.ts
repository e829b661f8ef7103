import { every, line, page, status } from '../predicates.ts';
import { hint, type Signature, sign } from '../signature.ts';

const PLAIN = [line('Content-Type', /^text\/plain; charset=utf-8$/), line('X-Content-Type-Options', /^nosniff$/)];

/** An app in Go, or Traefik, whose errors are net/http's. */
export const go = {
  product: 'go',
  name: 'Go’s net/http (an app, or Traefik)',
  role: 'app server',
  sources: ['https://pkg.go.dev/net/http#NotFound'],
  passing: [],
  making: [
    sign(
      'measured',
      every(status(404), ...PLAIN, page(/^404 page not found\s*$/)),
      '{} are net/http’s words for a request that no route takes',
    ),
  ],
  cors: [
    hint(
      'measured',
      every(
        line('Vary', /^Origin$/),
        line('Vary', /^Access-Control-Request-Method$/),
        line('Vary', /^Access-Control-Request-Headers$/),
      ),
      '{} stand in lines of their own, as rs/cors has it before 1.9',
    ),
  ],
  examples: [
    {
      desc: 'no such route',
      did: 'made',
      answer: `
        404 Not Found
        Content-Type: text/plain; charset=utf-8
        X-Content-Type-Options: nosniff

        404 page not found`,
    },
    {
      desc: 'near miss: the words in JSON',
      did: 'nothing',
      answer: `
        404 Not Found
        Content-Type: application/json

        {"error":"404 page not found"}`,
    },
  ],
} satisfies Signature;
