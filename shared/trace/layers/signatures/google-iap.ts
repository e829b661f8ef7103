import { line } from '../predicates.ts';
import { proof, type Signature } from '../signature.ts';

/** It says of itself which answers it made: a preflight without a session among them, unless told otherwise. */
export const googleIap = {
  product: 'google-iap',
  name: 'Google Identity-Aware Proxy',
  role: 'gateway',
  sources: ['https://docs.cloud.google.com/iap/docs/query-parameters-and-headers-howto'],
  passing: [],
  making: [proof('documented', line('X-Goog-IAP-Generated-Response', /^true$/i), '{} says so')],
  examples: [
    {
      desc: 'nobody has signed in',
      did: 'made',
      answer: `
        302 Found
        X-Goog-IAP-Generated-Response: true
        Location: https://accounts.google.com/o/oauth2/v2/auth`,
    },
    {
      desc: 'near miss: an app’s own redirect to the same page',
      did: 'nothing',
      answer: `
        302 Found
        Location: https://accounts.google.com/o/oauth2/v2/auth`,
    },
  ],
} satisfies Signature;
