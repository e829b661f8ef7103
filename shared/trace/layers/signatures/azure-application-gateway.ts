import { nginxPage } from '../own-page.ts';
import { cookie, line } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const azureApplicationGateway = {
  product: 'azure-application-gateway',
  name: 'Azure Application Gateway',
  role: 'load balancer',
  sources: ['https://learn.microsoft.com/en-us/azure/application-gateway/http-response-codes'],
  passing: [sign('known', cookie(/^ApplicationGatewayAffinity(?:CORS)?$/), '{}: its session affinity')],
  making: [
    proof('known', nginxPage('Microsoft-Azure-Application-Gateway/v2'), 'its error page ends with {}'),
    sign(
      'known',
      line('Server', /^Microsoft-Azure-Application-Gateway\//),
      '{} is on responses that the gateway generated itself',
    ),
  ],
  examples: [
    {
      desc: 'no backend is healthy',
      did: 'made',
      answer: `
        502 Bad Gateway
        Server: Microsoft-Azure-Application-Gateway/v2

        <hr><center>Microsoft-Azure-Application-Gateway/v2</center>`,
    },
    {
      desc: 'a backend’s response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Set-Cookie: ApplicationGatewayAffinityCORS=x; SameSite=None; Secure`,
    },
    {
      desc: 'near miss: IIS',
      did: 'nothing',
      answer: `
        200 OK
        Server: Microsoft-IIS/10.0`,
    },
  ],
} satisfies Signature;
