import { host, line, page } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

export const azureFrontDoor = {
  product: 'azure-front-door',
  name: 'Azure Front Door',
  role: 'cdn',
  sources: ['https://learn.microsoft.com/en-us/azure/frontdoor/front-door-http-headers-protocol'],
  alias: /^Azure$/,
  passing: [
    sign('documented', line('X-Azure-Ref'), '{} is the request id of Front Door'),
    hint(
      'documented',
      line('X-Cache', /^(?:TCP_HIT|TCP_MISS|TCP_REMOTE_HIT|PRIVATE_NOSTORE|CONFIG_NOCACHE|N\/A)$/),
      '{} is one of Front Door’s words',
    ),
    sign('known', host(/\.azure(?:fd|edge)\.net$/i), '{} is a Front Door name'),
  ],
  making: [
    proof(
      'known',
      page(/Our services aren't available right now|The request is blocked\.[\s\S]*\bX-Azure-Ref\b/i),
      'its error page says {}',
    ),
  ],
  examples: [
    {
      desc: 'its own 504',
      did: 'made',
      answer: `
        504 Gateway Timeout
        X-Azure-Ref: 0pGx3ZQAAAAB

        <h2>Our services aren't available right now</h2>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        X-Azure-Ref: 0pGx3ZQAAAAB
        X-Cache: CONFIG_NOCACHE`,
    },
    {
      desc: 'near miss: another X-Cache',
      did: 'nothing',
      answer: `
        200 OK
        X-Cache: HIT`,
    },
  ],
} satisfies Signature;
