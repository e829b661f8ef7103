import { every, line, page, status, without } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

const SERVER = line('Server', /^APISIX(?:\/[\d.]+)?$/i);

export const apisix = {
  product: 'apisix',
  name: 'Apache APISIX',
  role: 'gateway',
  sources: ['https://apisix.apache.org/docs/apisix/debug-function/'],
  passing: [
    sign('known', SERVER),
    sign('documented', line('X-APISIX-Upstream-Status'), '{} is the status of APISIX’s upstream'),
  ],
  making: [
    proof('known', page(/"error_msg":"404 Route Not Found"/), 'its error says {}'),
    sign(
      'documented',
      every(SERVER, status(500, 502, 503, 504), without('X-APISIX-Upstream-Status')),
      '{}, and APISIX marks an upstream’s 5xx with X-APISIX-Upstream-Status, which is not here',
    ),
  ],
  examples: [
    {
      desc: 'no route for the path',
      did: 'made',
      answer: `
        404 Not Found
        Server: APISIX/3.9.0

        {"error_msg":"404 Route Not Found"}`,
    },
    {
      desc: 'no upstream node answers',
      did: 'made',
      answer: `
        502 Bad Gateway
        Server: APISIX/3.9.0`,
    },
    {
      desc: 'an upstream’s 502 that it passed on',
      did: 'passed',
      answer: `
        502 Bad Gateway
        Server: APISIX/3.9.0
        X-APISIX-Upstream-Status: 502`,
    },
    {
      desc: 'near miss: OpenResty, on which it is built',
      did: 'nothing',
      answer: `
        502 Bad Gateway
        Server: openresty`,
    },
  ],
} satisfies Signature;
