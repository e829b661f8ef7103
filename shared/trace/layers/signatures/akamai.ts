import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const akamai = {
  product: 'akamai',
  name: 'Akamai',
  role: 'cdn',
  sources: [],
  alias: /akamai/i,
  passing: [
    sign('known', line('Akamai-GRN'), '{} is the request id of Akamai'),
    sign('known', line('X-Akamai-Transformed')),
    sign('known', line('X-Akamai-Request-ID')),
    sign('known', line('X-Cache', /\bfrom a[\w.-]+\.(?:akamaitechnologies|akamai)\.(?:com|net)/)),
  ],
  making: [
    sign('known', line('Server', /^AkamaiGHost$/), '{} is on responses that Akamai generated itself'),
    proof(
      'known',
      page(/Reference(?:&#32;|\s)+(?:&#35;|#)[\da-f]+(?:\.|&#46;)[\da-f]+/i),
      'its error page has Akamai’s {}',
    ),
  ],
  examples: [
    {
      desc: 'a request that its rules refuse',
      did: 'made',
      answer: `
        403 Forbidden
        Server: AkamaiGHost

        <H1>Access Denied</H1>
        You don't have permission to access "http&#58;&#47;&#47;api&#46;lab&#46;test&#47;" on this server.<P>
        Reference&#32;&#35;18&#46;5c4e1202&#46;1769853600&#46;1a2b3c4d`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        X-Cache: TCP_MISS from a23-45-67-89.deploy.akamaitechnologies.com (AkamaiGHost/11.3.2)`,
    },
    {
      desc: 'near miss: Azure’s words in X-Cache are like Akamai’s',
      did: 'nothing',
      answer: `
        200 OK
        X-Cache: TCP_MISS`,
    },
  ],
} satisfies Signature;
