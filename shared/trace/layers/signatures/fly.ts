import { host, line } from '../predicates.ts';
import { type Signature, sign } from '../signature.ts';

export const fly = {
  product: 'fly',
  name: 'Fly.io',
  role: 'platform',
  sources: [],
  alias: /^fly\.io$/,
  passing: [
    sign('known', line('Fly-Request-Id'), '{} is the request id of Fly’s proxy'),
    sign('known', line('Server', /^Fly\//)),
    sign('known', host(/\.fly\.dev$/i), '{} is a Fly name'),
  ],
  making: [],
  examples: [
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Server: Fly/0a1b2c3d4 (2026-01-30)
        Via: 1.1 fly.io
        Fly-Request-Id: 01KG0000000000000000000000-fra`,
    },
    {
      desc: 'near miss: another request id',
      did: 'nothing',
      answer: `
        200 OK
        X-Request-Id: 01KG0000000000000000000000-fra`,
    },
  ],
} satisfies Signature;
