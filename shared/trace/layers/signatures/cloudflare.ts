import { nginxPage } from '../own-page.ts';
import { certificate, either, every, line, page, status } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

const SERVER = line('Server', /^cloudflare$/i);

export const cloudflare = {
  product: 'cloudflare',
  name: 'Cloudflare',
  role: 'cdn',
  sources: [
    'https://developers.cloudflare.com/cache/concepts/cache-responses/',
    'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/',
  ],
  alias: /^cloudflare$/i,
  passing: [
    sign('documented', line('CF-RAY', /^[0-9a-f]{16}/), '{} is the request id of Cloudflare'),
    sign('documented', line('CF-Cache-Status'), '{} is what Cloudflare’s cache did'),
    sign('documented', SERVER),
    sign('known', certificate('issuer', /O=Cloudflare\\, Inc\./), 'its certificate is from {}'),
  ],
  making: [
    proof('known', line('cf-mitigated'), '{} is on a page that Cloudflare shows before the site'),
    proof('known', page(/<title>[^<]*\| Cloudflare<\/title>/), 'its error page is titled {}'),
    proof('known', nginxPage('cloudflare'), 'its error page ends with {}'),
    proof('known', page(/^error code: \d{3,4}$/), 'its whole error page is {}'),
    proof(
      'documented',
      every(either(SERVER, line('CF-RAY')), status(520, 521, 522, 523, 524, 525, 526, 527, 530)),
      '{}, and Cloudflare has this status for an origin that it could not reach or understand',
    ),
  ],
  examples: [
    {
      desc: 'the origin did not answer in time',
      did: 'made',
      answer: `
        524 
        Server: cloudflare
        CF-RAY: 8f2a3b4c5d6e7f80-FRA`,
    },
    {
      desc: 'a firewall rule',
      did: 'made',
      answer: `
        403 Forbidden
        CF-RAY: 8f2a3b4c5d6e7f80-FRA

        <head>
        <title>Attention Required! | Cloudflare</title>`,
    },
    {
      desc: 'an origin’s 404 that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        Server: cloudflare
        CF-Cache-Status: DYNAMIC
        CF-RAY: 8f2a3b4c5d6e7f80-FRA

        {"error":"app"}`,
    },
    {
      desc: 'near miss: another server’s own 520',
      did: 'nothing',
      answer: `
        520 
        Server: lab`,
    },
  ],
} satisfies Signature;
