import { host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const railway = {
  product: 'railway',
  name: 'Railway',
  role: 'platform',
  sources: [],
  passing: [
    sign('known', line('X-Railway-Request-Id'), '{} is the request id of Railway'),
    sign('known', line('X-Railway-Edge'), '{} is the Railway site that was asked'),
    sign('known', line('Server', /^railway-edge$/)),
    sign('known', host(/\.up\.railway\.app$/i), '{} is a Railway name'),
  ],
  making: [
    proof('known', line('X-Railway-Fallback', /^true$/), '{} says that no app answered'),
    proof('known', page(/"message":"Application (?:not found|failed to respond)"/), 'its error says {}'),
  ],
  examples: [
    {
      desc: 'the app did not answer',
      did: 'made',
      answer: `
        502 Bad Gateway
        Server: railway-edge
        X-Railway-Fallback: true

        {"status":"error","code":502,"message":"Application failed to respond","request_id":"x"}`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        X-Railway-Edge: railway/europe-west4`,
    },
    {
      desc: 'near miss: an app’s own message',
      did: 'nothing',
      answer: `
        502 Bad Gateway

        {"message":"Application is down"}`,
    },
  ],
} satisfies Signature;
