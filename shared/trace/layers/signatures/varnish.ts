import { every, line, page, statusLine, without } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const varnish = {
  product: 'varnish',
  name: 'Varnish',
  role: 'cache',
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/troubleshooting.html'],
  alias: /\(Varnish\/|^varnish-v\d/,
  passing: [sign('measured', line('X-Varnish', /^\d+(?: \d+)?$/), '{} is the number it gave the request')],
  making: [
    proof('measured', page(/<h3>Guru Meditation:<\/h3>\s*<p>XID: \d+<\/p>/), 'its error page has {}'),
    sign(
      'measured',
      every(line('Server', /^Varnish$/), without('X-Served-By')),
      '{} is on responses that Varnish generated itself',
    ),
    sign('measured', statusLine(/^503 Backend fetch failed$/), 'Varnish alone words it {}'),
  ],
  examples: [
    {
      desc: 'its own 503: the backend did not answer',
      did: 'made',
      answer: `
        503 Backend fetch failed
        Server: Varnish
        X-Varnish: 2
        Via: 1.1 varnish (Varnish/7.1)

        <title>503 Backend fetch failed</title>
        <h3>Guru Meditation:</h3>
        <p>XID: 3</p>
        <p>Varnish cache server</p>`,
    },
    {
      desc: 'a preflight that its VCL answers with synth()',
      did: 'made',
      answer: `
        200 OK
        Server: Varnish
        X-Varnish: 65540
        Content-Type: text/html; charset=utf-8`,
    },
    {
      desc: 'a hit: two numbers, its own and that of the request that filled the cache',
      did: 'passed',
      answer: `
        200 OK
        Server: UP/1
        X-Varnish: 65548 65546
        Age: 7
        Via: 1.1 varnish (Varnish/7.1)`,
    },
    {
      desc: 'near miss: Fastly calls itself varnish, too',
      did: 'nothing',
      answer: `
        200 OK
        Via: 1.1 varnish
        X-Served-By: cache-fra-etou8220126-FRA`,
    },
  ],
} satisfies Signature;
