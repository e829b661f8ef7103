import { line } from '../predicates.ts';
import { type Signature, sign } from '../signature.ts';

export const daphne = {
  product: 'daphne',
  name: 'Daphne',
  role: 'app server',
  sources: [],
  passing: [sign('known', line('Server', /^[Dd]aphne$/))],
  making: [],
  examples: [
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: daphne`,
    },
    {
      desc: 'near miss: a host of that name',
      did: 'nothing',
      answer: `
        200 OK
        X-Host: daphne`,
    },
  ],
} satisfies Signature;
