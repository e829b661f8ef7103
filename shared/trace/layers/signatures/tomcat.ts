import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const tomcat = {
  product: 'tomcat',
  name: 'Apache Tomcat',
  role: 'app server',
  sources: ['https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html#Error_Report_Valve'],
  passing: [sign('known', line('Server', /^Apache-Coyote\//))],
  making: [proof('known', page(/<title>HTTP Status \d{3} [^<]*<\/title>/), 'its error page is titled {}')],
  examples: [
    {
      desc: 'a method that its servlet does not have',
      did: 'made',
      answer: `
        405 
        Content-Type: text/html;charset=utf-8

        <!doctype html><html lang="en"><head><title>HTTP Status 405 \u2013 Method Not Allowed</title>`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        200 OK
        Server: Apache-Coyote/1.1`,
    },
    {
      desc: 'near miss: Apache httpd',
      did: 'nothing',
      answer: `
        404 Not Found
        Server: Apache

        <title>404 Not Found</title>`,
    },
  ],
} satisfies Signature;
