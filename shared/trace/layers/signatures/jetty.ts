import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const jetty = {
  product: 'jetty',
  name: 'Eclipse Jetty',
  role: 'app server',
  sources: [],
  passing: [sign('known', line('Server', /^Jetty\([\w.-]+\)$/))],
  making: [
    proof(
      'known',
      page(/Powered by Jetty:\/\/|<title>Error \d{3} [^<]*<\/title>\s*<\/head>\s*<body>\s*<h2>HTTP ERROR \d{3}/),
      'its error page has {}',
    ),
  ],
  examples: [
    {
      desc: 'no such path',
      did: 'made',
      answer: `
        404 Not Found
        Server: Jetty(11.0.20)

        <title>Error 404 Not Found</title>
        </head>
        <body>
        <h2>HTTP ERROR 404 Not Found</h2>`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: Jetty(11.0.20)`,
    },
    {
      desc: 'near miss: the title alone',
      did: 'nothing',
      answer: `
        404 Not Found

        <title>Error 404 Not Found</title>`,
    },
  ],
} satisfies Signature;
