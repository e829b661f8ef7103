import { every, isPreflight, line, page, status } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

export const django = {
  product: 'django',
  name: 'Django',
  role: 'framework',
  sources: ['https://github.com/adamchainz/django-cors-headers'],
  passing: [
    hint(
      'measured',
      line('Server', /^WSGIServer\/[\d.]+ CPython\//),
      '{} is Python’s own server, on which Django’s runserver is based',
    ),
    hint(
      'measured',
      every(
        line('X-Frame-Options', /^DENY$/),
        line('X-Content-Type-Options', /^nosniff$/),
        line('Referrer-Policy', /^same-origin$/),
      ),
      '{} are what its security middleware sets by default',
    ),
  ],
  making: [
    proof(
      'measured',
      page(/<meta name="robots" content="NONE,NOARCHIVE">\s*<title>403 Forbidden<\/title>/),
      'its error page has {}: the check against forged requests (CSRF)',
    ),
    proof(
      'measured',
      page(/<h1>Not Found<\/h1><p>The requested resource was not found on this server\.<\/p>/),
      'its error page says {}',
    ),
    proof('known', page(/<h1>Server Error \(500\)<\/h1><p><\/p>/), 'its error page says {}'),
    hint(
      'known',
      every(status(404), page(/^\{"detail":"Not found\."\}$/)),
      'its whole error is {}, as Django REST framework has it',
    ),
  ],
  cors: [
    sign(
      'measured',
      every(
        isPreflight,
        line('Access-Control-Allow-Headers', /^accept, (?:accept-encoding, )?authorization, content-type, /),
      ),
      '{} is the list that django-cors-headers has by default',
    ),
    hint('measured', every(isPreflight, line('Access-Control-Max-Age', /^86400$/)), '{} is its default'),
  ],
  examples: [
    {
      desc: 'no such route',
      did: 'made',
      answer: `
        404 Not Found
        Server: WSGIServer/0.2 CPython/3.11.2
        X-Frame-Options: DENY

        <!doctype html>
        <html lang="en">
        <head>
          <title>Not Found</title>
        </head>
        <body>
          <h1>Not Found</h1><p>The requested resource was not found on this server.</p>`,
    },
    {
      desc: 'a POST without the CSRF token',
      did: 'made',
      answer: `
        403 Forbidden

        <meta name="robots" content="NONE,NOARCHIVE">
        <title>403 Forbidden</title>`,
    },
    {
      desc: 'a view’s response on its development server',
      did: 'passed',
      answer: `
        200 OK
        Server: WSGIServer/0.2 CPython/3.11.2`,
    },
    {
      desc: 'near miss: one of the three headers, which anybody may set',
      did: 'nothing',
      answer: `
        200 OK
        X-Frame-Options: DENY`,
    },
  ],
} satisfies Signature;
