import { cookie, host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/** Its own CORS switch answers preflights before the app sees them, and drops the app's CORS headers. */
export const azureAppService = {
  product: 'azure-app-service',
  name: 'Azure App Service',
  role: 'platform',
  sources: ['https://learn.microsoft.com/en-us/azure/app-service/app-service-web-tutorial-rest-api'],
  passing: [
    sign('known', cookie(/^ARRAffinity(?:SameSite)?$/), '{}: its session affinity'),
    sign('known', line('X-MS-Middleware-Request-Id'), '{} is added by its sign-in'),
    sign('known', host(/\.azurewebsites\.net$/i), '{} is an App Service name'),
  ],
  making: [
    proof(
      'known',
      page(/Error 403 - This web app is stopped\.|The web app you have attempted to reach is currently stopped/),
      'its error page says {}',
    ),
  ],
  examples: [
    {
      desc: 'the app is stopped',
      did: 'made',
      answer: `
        403 Site Disabled

        <h1>Error 403 - This web app is stopped.</h1>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Set-Cookie: ARRAffinity=0a1b;Path=/;HttpOnly;Secure;Domain=api.lab.test
        Set-Cookie: ARRAffinitySameSite=0a1b;Path=/;HttpOnly;SameSite=None;Secure`,
    },
    {
      desc: 'near miss: another cookie',
      did: 'nothing',
      answer: `
        200 OK
        Set-Cookie: Affinity=0a1b`,
    },
  ],
} satisfies Signature;
