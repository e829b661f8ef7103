import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const gunicorn = {
  product: 'gunicorn',
  name: 'Gunicorn',
  role: 'app server',
  sources: [],
  passing: [sign('known', line('Server', /^gunicorn(?:\/[\d.]+)?$/))],
  making: [
    proof(
      'known',
      page(/<h1><p>(?:Bad Request|Internal Server Error|Request Header Fields Too Large)<\/p><\/h1>/),
      'its error page has {}',
    ),
  ],
  examples: [
    {
      desc: 'an exception that the app did not catch',
      did: 'made',
      answer: `
        500 Internal Server Error
        Content-Type: text/html

        <html>
          <head>
            <title>Internal Server Error</title>
          </head>
          <body>
            <h1><p>Internal Server Error</p></h1>`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: gunicorn`,
    },
    {
      desc: 'near miss: a plain heading',
      did: 'nothing',
      answer: `
        500 Internal Server Error

        <h1>Internal Server Error</h1>`,
    },
  ],
} satisfies Signature;
