import { host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/** What stands before Cloud Run, App Engine and Cloud Functions. */
export const googleFrontEnd = {
  product: 'google-front-end',
  name: 'Google Frontend (Cloud Run, App Engine, Functions)',
  role: 'platform',
  sources: ['https://docs.cloud.google.com/run/docs/troubleshooting'],
  passing: [
    sign('known', line('Server', /^Google Frontend$/)),
    sign('known', line('X-Cloud-Trace-Context'), '{} is Google Cloud’s trace'),
    sign('known', host(/\.(?:run\.app|appspot\.com|cloudfunctions\.net)$/i), '{} is a Google Cloud name'),
  ],
  making: [
    proof(
      'documented',
      page(/Your client does not have permission to get URL/),
      'its error page says {}, which an IAM check does',
    ),
    proof(
      'known',
      page(/<h1>Error: (?:Forbidden|Not Found|Server Error|Page not found)<\/h1>/),
      'its error page has {}',
    ),
  ],
  examples: [
    {
      desc: 'a preflight without the IAM role',
      did: 'made',
      answer: `
        403 Forbidden
        Server: Google Frontend

        <title>403 Forbidden</title>
        <h1>Error: Forbidden</h1>
        <h2>Your client does not have permission to get URL <code>/orders</code> from this server.</h2>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        Server: Google Frontend
        X-Cloud-Trace-Context: 0a1b2c3d4e5f60718293a4b5c6d7e8f9

        {"error":"app"}`,
    },
    {
      desc: 'near miss: another Google server',
      did: 'nothing',
      answer: `
        200 OK
        Server: gws`,
    },
  ],
} satisfies Signature;
