import { page } from '../predicates.ts';
import { proof, type Signature } from '../signature.ts';

export const googleLoadBalancer = {
  product: 'google-load-balancer',
  name: 'Google Cloud load balancer',
  role: 'load balancer',
  sources: [],
  alias: /^google$/,
  passing: [],
  making: [proof('known', page(/<title>Error \d{3} \([^)]*\)!!1<\/title>/), 'its error page is titled {}')],
  examples: [
    {
      desc: 'no backend is healthy',
      did: 'made',
      answer: `
        502 Bad Gateway
        Via: 1.1 google

        <title>Error 502 (Server Error)!!1</title>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Via: 1.1 google`,
    },
    {
      desc: 'near miss: a name that only begins so',
      did: 'nothing',
      answer: `
        200 OK
        Via: 1.1 google-proxy`,
    },
  ],
} satisfies Signature;
