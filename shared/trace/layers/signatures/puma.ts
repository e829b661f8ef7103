import { page } from '../predicates.ts';
import { proof, type Signature } from '../signature.ts';

/** It leaves no line of its own. */
export const puma = {
  product: 'puma',
  name: 'Puma',
  role: 'app server',
  sources: [],
  passing: [],
  making: [
    proof('measured', page(/^Puma caught this error: /), 'its error page begins with {}'),
    proof(
      'known',
      page(/^An unhandled lowlevel error occurred\. The application logs may have details\./),
      'its error page says {}',
    ),
  ],
  examples: [
    {
      desc: 'an exception that the app did not catch, in development',
      did: 'made',
      answer: `
        500 Internal Server Error
        Content-Length: 780

        Puma caught this error: x (RuntimeError)`,
    },
    {
      desc: 'near miss: an app that speaks of it',
      did: 'nothing',
      answer: `
        500 Internal Server Error

        {"error":"Puma caught this error: x"}`,
    },
  ],
} satisfies Signature;
