import { host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const netlify = {
  product: 'netlify',
  name: 'Netlify',
  role: 'platform',
  sources: [],
  alias: /^Netlify (?:Edge|Durable)$/,
  passing: [
    sign('known', line('X-NF-Request-ID'), '{} is the request id of Netlify'),
    sign('known', line('Server', /^Netlify/)),
    sign('known', host(/\.netlify\.app$/i), '{} is a Netlify name'),
  ],
  making: [proof('known', page(/^Not Found - Request ID: \w+/), 'its whole error page is {}')],
  examples: [
    {
      desc: 'no such site',
      did: 'made',
      answer: `
        404 Not Found
        Server: Netlify
        X-NF-Request-ID: 01KG0000000000000000000000

        Not Found - Request ID: 01KG0000000000000000000000`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Cache-Status: "Netlify Edge"; fwd=miss`,
    },
    {
      desc: 'near miss: another cache',
      did: 'nothing',
      answer: `
        200 OK
        Cache-Status: "Lab Edge"; fwd=miss`,
    },
  ],
} satisfies Signature;
