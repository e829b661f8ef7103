import { every, line, page } from '../predicates.ts';
import { hint, proof, type Signature } from '../signature.ts';

export const spring = {
  product: 'spring',
  name: 'Spring (Boot, Security)',
  role: 'framework',
  sources: ['https://docs.spring.io/spring-security/reference/servlet/exploits/headers.html'],
  passing: [
    hint(
      'known',
      every(
        line('Cache-Control', /^no-cache, no-store, max-age=0, must-revalidate$/),
        line('Pragma', /^no-cache$/),
        line('Expires', /^0$/),
        line('X-Content-Type-Options', /^nosniff$/),
      ),
      '{} are Spring Security’s',
    ),
  ],
  making: [
    proof(
      'known',
      page(/^\{"timestamp":(?:"[^"]+"|\d+),(?:"path":"[^"]*",)?"status":\d{3},"error":"[^"]+"/),
      'its error begins with {}',
    ),
    proof(
      'known',
      page(/^Invalid CORS request$/),
      'its whole error is {}: a CORS configuration that does not allow the origin, the method or a header',
    ),
    proof('known', page(/<h1>Whitelabel Error Page<\/h1>/), 'its error page has {}'),
  ],
  cors: [proof('known', page(/^Invalid CORS request$/), 'the refusal is {}')],
  examples: [
    {
      desc: 'authentication before CORS',
      did: 'made',
      answer: `
        401 Unauthorized
        Cache-Control: no-cache, no-store, max-age=0, must-revalidate
        Pragma: no-cache
        Expires: 0
        X-Content-Type-Options: nosniff

        {"timestamp":"2026-01-31T10:00:00.000+00:00","status":401,"error":"Unauthorized","path":"/orders"}`,
    },
    {
      desc: 'a preflight that its CORS configuration refuses',
      did: 'made',
      answer: `
        403 Forbidden

        Invalid CORS request`,
    },
    {
      desc: 'a controller’s response',
      did: 'passed',
      answer: `
        200 OK
        X-Content-Type-Options: nosniff
        Cache-Control: no-cache, no-store, max-age=0, must-revalidate
        Pragma: no-cache
        Expires: 0`,
    },
    {
      desc: 'near miss: an error of another form',
      did: 'nothing',
      answer: `
        401 Unauthorized

        {"status":401,"error":"Unauthorized"}`,
    },
  ],
} satisfies Signature;
