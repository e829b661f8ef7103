import { host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const vercel = {
  product: 'vercel',
  name: 'Vercel',
  role: 'platform',
  sources: ['https://vercel.com/docs/headers/response-headers', 'https://vercel.com/docs/errors'],
  passing: [
    sign('documented', line('X-Vercel-Id'), '{} is the request id of Vercel'),
    sign('documented', line('X-Vercel-Cache'), '{} is what Vercel’s cache did'),
    sign('documented', line('Server', /^Vercel$/i)),
    sign('known', host(/\.vercel\.app$/i), '{} is a Vercel name'),
  ],
  making: [
    proof('documented', line('X-Vercel-Error'), '{} is its error code'),
    proof(
      'known',
      page(/^(?:The deployment could not be found on Vercel\.|A server error has occurred)/),
      'its error page says {}',
    ),
  ],
  examples: [
    {
      desc: 'a function that ran too long',
      did: 'made',
      answer: `
        504 Gateway Timeout
        Server: Vercel
        X-Vercel-Error: FUNCTION_INVOCATION_TIMEOUT
        X-Vercel-Id: fra1::x7k2p-1769853600000-0a1b2c3d4e5f`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        X-Vercel-Cache: MISS
        X-Vercel-Id: fra1::iad1::x7k2p-1769853600000-0a1b2c3d4e5f

        {"error":"app"}`,
    },
    {
      desc: 'near miss: another cache',
      did: 'nothing',
      answer: `
        200 OK
        X-Cache: MISS`,
    },
  ],
} satisfies Signature;
