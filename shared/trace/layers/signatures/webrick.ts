import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const webrick = {
  product: 'webrick',
  name: 'WEBrick',
  role: 'app server',
  sources: [],
  passing: [sign('measured', line('Server', /^WEBrick\/[\d.]+ /))],
  making: [proof('measured', page(/<ADDRESS>\s*WEBrick\/[\d.]+ [^<]*/), 'its error page is signed {}')],
  examples: [
    {
      desc: 'no such path',
      did: 'made',
      answer: `
        404 Not Found
        Server: WEBrick/1.8.1 (Ruby/3.1.2/2022-04-12)

        <H1>Not Found</H1>
        <HR>
        <ADDRESS>
         WEBrick/1.8.1 (Ruby/3.1.2/2022-04-12) at
         127.0.0.1:18944`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: WEBrick/1.8.1 (Ruby/3.1.2/2022-04-12)`,
    },
    {
      desc: 'near miss: Apache signs its pages, too',
      did: 'nothing',
      answer: `
        404 Not Found

        <address>Apache/2.4.41 (Ubuntu) Server at api.lab.test Port 443</address>`,
    },
  ],
} satisfies Signature;
