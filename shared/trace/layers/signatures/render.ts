import { host, line } from '../predicates.ts';
import { type Signature, sign } from '../signature.ts';

export const render = {
  product: 'render',
  name: 'Render',
  role: 'platform',
  sources: [],
  passing: [
    sign('known', line('X-Render-Origin-Server'), '{} is the app’s own Server line, which Render keeps so'),
    sign('known', line('Rndr-Id'), '{} is the request id of Render'),
    sign('known', host(/\.onrender\.com$/i), '{} is a Render name'),
  ],
  making: [
    sign(
      'known',
      line('X-Render-Routing', /^(?:no-server|suspend|hibernate|dynamic-.*error)/),
      '{} says that no app was asked',
    ),
  ],
  examples: [
    {
      desc: 'no app of that name',
      did: 'made',
      answer: `
        404 Not Found
        X-Render-Routing: no-server`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Rndr-Id: 0a1b2c3d-4e5f-4a6b
        X-Render-Origin-Server: uvicorn`,
    },
    {
      desc: 'near miss: a server that is named render',
      did: 'nothing',
      answer: `
        200 OK
        Server: render`,
    },
  ],
} satisfies Signature;
