import { every, line, page } from '../predicates.ts';
import { hint, proof, type Signature } from '../signature.ts';

export const rails = {
  product: 'rails',
  name: 'Ruby on Rails',
  role: 'framework',
  sources: ['https://guides.rubyonrails.org/security.html#default-headers'],
  passing: [
    hint(
      'known',
      every(line('X-Runtime', /^\d+\.\d+$/), line('X-Request-Id', /^[\da-f-]{36}$/)),
      '{} are what Rails and its middleware add',
    ),
  ],
  making: [
    proof('known', page(/<title>The page you were looking for doesn['’]t exist \(404/), 'its error page is titled {}'),
    proof('known', page(/<title>We['’]re sorry, but something went wrong \(500/), 'its error page is titled {}'),
    proof('known', page(/^\{"status":\d{3},"error":"(?:Not Found|Internal Server Error)"\}$/), 'its whole error is {}'),
  ],
  examples: [
    {
      desc: 'its page for what is not there',
      did: 'made',
      answer: `
        404 Not Found
        X-Request-Id: 0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9
        X-Runtime: 0.004211

        <title>The page you were looking for doesn't exist (404)</title>`,
    },
    {
      desc: 'a controller’s response',
      did: 'passed',
      answer: `
        200 OK
        X-Request-Id: 0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9
        X-Runtime: 0.004211`,
    },
    {
      desc: 'near miss: a request’s number alone, which many have',
      did: 'nothing',
      answer: `
        200 OK
        X-Request-Id: 0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9`,
    },
  ],
} satisfies Signature;
