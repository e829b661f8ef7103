import { cookie, line, page } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

export const php = {
  product: 'php',
  name: 'PHP',
  role: 'framework',
  sources: ['https://www.php.net/manual/en/ini.core.php#ini.expose-php'],
  passing: [
    sign('documented', line('X-Powered-By', /^PHP\/[\d.]+/)),
    hint('known', cookie(/^(?:PHPSESSID|laravel_session)$/), '{} is its session'),
  ],
  making: [
    proof(
      'known',
      page(/^(?:<br \/>\s*)?(?:<b>)?(?:PHP )?(?:Fatal error|Parse error)(?:<\/b>)?: {1,2}/),
      'its error page begins with {}',
    ),
  ],
  examples: [
    {
      desc: 'an error that is shown',
      did: 'made',
      answer: `
        500 Internal Server Error
        X-Powered-By: PHP/8.2.20

        <br />
        <b>Fatal error</b>:  Uncaught Error`,
    },
    {
      desc: 'a script’s response',
      did: 'passed',
      answer: `
        404 Not Found
        X-Powered-By: PHP/8.2.20

        {"error":"app"}`,
    },
    {
      desc: 'near miss: a header that only speaks of it',
      did: 'nothing',
      answer: `
        200 OK
        X-Runs-On: PHP/8.2.20`,
    },
  ],
} satisfies Signature;
