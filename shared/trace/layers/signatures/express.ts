import { pageWith, pathOf } from '../own-page.ts';
import { every, isPreflight, line, page } from '../predicates.ts';
import { hint, type Signature, sign } from '../signature.ts';

export const express = {
  product: 'express',
  name: 'Express',
  role: 'framework',
  sources: ['https://expressjs.com/en/advanced/best-practice-security.html#reduce-fingerprinting'],
  passing: [
    sign('measured', line('X-Powered-By', /^Express$/)),
    hint(
      'known',
      every(line('Origin-Agent-Cluster'), line('X-DNS-Prefetch-Control'), line('X-Download-Options')),
      '{} are set by helmet, which is used with Express above all',
    ),
  ],
  making: [
    sign(
      'measured',
      every(
        line('Content-Security-Policy', /^default-src 'none'$/),
        pageWith(answer => `<pre>Cannot ${answer.request.method} ${pathOf(answer)}</pre>`),
      ),
      '{} is the final handler’s text for a request that no route handles',
    ),
    sign(
      'measured',
      every(
        line('Content-Security-Policy', /^default-src 'none'$/),
        line('X-Powered-By', /^Express$/),
        page(/<title>Error<\/title>\s*<\/head>\s*<body>\s*<pre>(?!Cannot )/),
      ),
      '{} is the final handler’s text for an error that nothing else handles',
    ),
  ],
  cors: [
    sign(
      'measured',
      every(
        isPreflight,
        line('Access-Control-Allow-Methods', /^GET,HEAD,PUT,PATCH,POST,DELETE$/),
        line('Content-Length', /^0$/),
      ),
      '{} are what the cors package writes by default',
    ),
  ],
  examples: [
    {
      desc: 'no route takes the request',
      did: 'made',
      answer: `
        > GET /none?q=1
        404 Not Found
        X-Powered-By: Express
        Content-Security-Policy: default-src 'none'
        X-Content-Type-Options: nosniff

        <title>Error</title>
        </head>
        <body>
        <pre>Cannot GET /none</pre>`,
    },
    {
      desc: 'the same without X-Powered-By',
      did: 'made',
      answer: `
        > OPTIONS /orders/7
        404 Not Found
        Content-Security-Policy: default-src 'none'

        <pre>Cannot OPTIONS /orders/7</pre>`,
    },
    {
      desc: 'a handler’s response',
      did: 'passed',
      answer: `
        404 Not Found
        X-Powered-By: Express

        {"error":"app"}`,
    },
    {
      desc: 'near miss: the words for another path',
      did: 'nothing',
      answer: `
        > GET /orders
        404 Not Found
        Content-Security-Policy: default-src 'none'

        <pre>Cannot GET /docs</pre>`,
    },
  ],
} satisfies Signature;
