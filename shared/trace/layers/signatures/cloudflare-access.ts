import { cookie, line } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/** It sends whoever has not signed in to its login page, preflights too unless it is told not to. */
export const cloudflareAccess = {
  product: 'cloudflare-access',
  name: 'Cloudflare Access',
  role: 'gateway',
  sources: ['https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/cors/'],
  passing: [sign('documented', cookie(/^CF_Authorization$/), '{} is its session')],
  making: [proof('documented', line('Location', /^https:\/\/[\w-]+\.cloudflareaccess\.com\//), '{} is its login page')],
  examples: [
    {
      desc: 'a preflight that is sent to the login page',
      did: 'made',
      answer: `
        302 Found
        Location: https://team.cloudflareaccess.com/cdn-cgi/access/login/api.lab.test?kid=1`,
    },
    {
      desc: 'near miss: a login page that only has the name in its query',
      did: 'nothing',
      answer: `
        302 Found
        Location: https://login.lab.test/?to=https://team.cloudflareaccess.com/`,
    },
  ],
} satisfies Signature;
