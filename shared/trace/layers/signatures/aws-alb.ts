import { nginxPage } from '../own-page.ts';
import { cookie, line } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const awsAlb = {
  product: 'aws-alb',
  name: 'AWS Application Load Balancer',
  role: 'load balancer',
  sources: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  alias: /^awselb\b/,
  passing: [
    sign('known', cookie(/^AWSALB(?:CORS|TG|TGCORS)?$/), '{}: its session affinity'),
    sign('known', cookie(/^AWSELBAuthSessionCookie/), '{} is the session of its sign-in'),
  ],
  making: [
    proof('known', nginxPage('awselb'), 'its error page ends with {}'),
    sign('known', line('Server', /^awselb\/[\d.]+$/), '{} is on responses that the load balancer generated itself'),
  ],
  examples: [
    {
      desc: 'no target is healthy',
      did: 'made',
      answer: `
        503 Service Temporarily Unavailable
        Server: awselb/2.0

        <center><h1>503 Service Temporarily Unavailable</h1></center>
        </body>
        <hr><center>awselb/2.0</center>`,
    },
    {
      desc: 'a target’s response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Set-Cookie: AWSALBCORS=x; Path=/; SameSite=None; Secure
        Server: nginx`,
    },
    {
      desc: 'near miss: another cookie',
      did: 'nothing',
      answer: `
        200 OK
        Set-Cookie: MY_AWSALB=x`,
    },
  ],
} satisfies Signature;
