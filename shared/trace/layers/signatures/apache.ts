import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

/**
 * It writes `Server` only where the upstream sent none: behind it an upstream's name stands there, and the line says
 * nothing of who made the answer.
 */
export const apache = {
  product: 'apache',
  name: 'Apache httpd',
  role: 'reverse proxy',
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxyvia'],
  alias: /\(Apache\//,
  passing: [sign('measured', line('Server', /^Apache(?:\/[\d.]+)?(?: |$)/))],
  making: [
    proof(
      'measured',
      page(
        /^<!DOCTYPE HTML PUBLIC "-\/\/W3C\/\/DTD HTML 4\.01\/\/EN"[^>]*>\s*<html><head>\s*<title>\d{3} [^<]*<\/title>/,
      ),
      'its error page begins as all of Apache’s do: {}',
    ),
    proof(
      'known',
      page(/^<!DOCTYPE HTML PUBLIC "-\/\/IETF\/\/DTD HTML 2\.0\/\/EN">\s*<html><head>\s*<title>\d{3} [^<]*<\/title>/),
      'its error page begins as those of Apache’s earlier versions do: {}',
    ),
    proof('measured', page(/<address>Apache\/[^<]*<\/address>/), 'its error page is signed {}'),
  ],
  adds: ['first', 'last'],
  examples: [
    {
      desc: 'its own 503: nothing listens behind it',
      did: 'made',
      answer: `
        503 Service Unavailable
        Server: Apache/2.4.71 (Debian)
        Content-Type: text/html; charset=iso-8859-1

        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
        <html><head>
        <title>503 Service Unavailable</title>
        </head><body>`,
    },
    {
      desc: 'its own 403, an earlier version’s, signed',
      did: 'made',
      answer: `
        403 Forbidden
        Server: Apache

        <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
        <html><head>
        <title>403 Forbidden</title>
        </head><body>
        <h1>Forbidden</h1>
        <hr>
        <address>Apache/2.4.41 (Ubuntu) Server at api.lab.test Port 443</address>`,
    },
    {
      desc: 'a response that it passed on, whose upstream sent no Server',
      did: 'passed',
      answer: `
        502 Bad Gateway
        Server: Apache/2.4.71 (Debian)
        X-App: 1
        Content-Length: 0`,
    },
    {
      desc: 'with ProxyVia Full',
      did: 'passed',
      answer: `
        200 OK
        Server: UP/1
        Via: 1.1 api.lab.test (Apache/2.4.71)`,
    },
    {
      desc: 'near miss: Tomcat is Apache’s, and another server',
      did: 'nothing',
      answer: `
        404 Not Found
        Server: Apache-Coyote/1.1

        <!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title>`,
    },
  ],
} satisfies Signature;
