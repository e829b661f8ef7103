import { nginxPage } from '../own-page.ts';
import { line } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/** nginx with Lua; also the core of Kong and APISIX, which then name themselves. */
export const openresty = {
  product: 'openresty',
  name: 'OpenResty',
  role: 'reverse proxy',
  sources: [],
  alias: /^openresty\b/i,
  passing: [sign('known', line('Server', /^openresty(?:\/[\d.]+)?$/))],
  making: [proof('known', nginxPage('openresty'), 'its error page ends with {}')],
  adds: ['last'],
  examples: [
    {
      desc: 'its own 403',
      did: 'made',
      answer: `
        403 Forbidden
        Server: openresty/1.25.3.1

        <center><h1>403 Forbidden</h1></center>
        <hr><center>openresty/1.25.3.1</center>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Server: openresty`,
    },
    {
      desc: 'near miss: plain nginx',
      did: 'nothing',
      answer: `
        404 Not Found
        Server: nginx

        <hr><center>nginx</center>`,
    },
  ],
} satisfies Signature;
