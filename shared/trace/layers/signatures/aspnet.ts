import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const aspnet = {
  product: 'aspnet',
  name: 'ASP.NET Core (Kestrel)',
  role: 'framework',
  sources: ['https://learn.microsoft.com/en-us/aspnet/core/fundamentals/servers/kestrel'],
  passing: [
    sign('known', line('Server', /^Kestrel$/)),
    sign('known', line('X-Powered-By', /^ASP\.NET/)),
    sign('known', line('X-AspNet-Version')),
  ],
  making: [
    proof(
      'known',
      page(
        /^\{"type":"https:\/\/(?:tools\.ietf\.org\/html\/rfc\d+#section-[\d.]+|www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+)","title":"[^"]*","status":\d{3}/,
      ),
      'its error begins with {}, as its problem details do',
    ),
  ],
  examples: [
    {
      desc: 'a controller has no such method',
      did: 'made',
      answer: `
        405 Method Not Allowed
        Server: Kestrel
        Content-Type: application/problem+json

        {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.6","title":"Method Not Allowed","status":405}`,
    },
    {
      desc: 'a controller’s response behind IIS',
      did: 'passed',
      answer: `
        200 OK
        Server: Microsoft-IIS/10.0
        X-Powered-By: ASP.NET`,
    },
    {
      desc: 'near miss: problem details with a type of their own',
      did: 'nothing',
      answer: `
        403 Forbidden

        {"type":"https://api.lab.test/problems/denied","title":"Denied","status":403}`,
    },
  ],
} satisfies Signature;
