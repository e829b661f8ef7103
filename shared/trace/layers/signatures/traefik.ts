import { certificate, every, isPreflight, line } from '../predicates.ts';
import { hint, proof, type Signature } from '../signature.ts';

/** It leaves no line of its own, and its errors are those of Go's net/http: see `go`. */
export const traefik = {
  product: 'traefik',
  name: 'Traefik',
  role: 'gateway',
  sources: ['https://doc.traefik.io/traefik/middlewares/http/headers/'],
  alias: /^traefik\b/i,
  passing: [
    proof(
      'known',
      certificate('subject', /CN=TRAEFIK DEFAULT CERT/),
      'its certificate is the one that it makes where it has no other, {}',
    ),
  ],
  making: [],
  cors: [
    hint(
      'known',
      every(isPreflight, line('Access-Control-Max-Age', /^0$/)),
      '{} is what Traefik’s headers middleware writes where no maximum age is set',
    ),
  ],
  examples: [
    {
      desc: 'one that was told to name itself',
      did: 'passed',
      answer: `
        200 OK
        Via: 1.1 traefik`,
    },
    {
      desc: 'near miss: a Go server’s 404, which may be anybody’s',
      did: 'nothing',
      answer: `
        404 Not Found
        Content-Type: text/plain; charset=utf-8
        X-Content-Type-Options: nosniff

        404 page not found`,
    },
  ],
} satisfies Signature;
