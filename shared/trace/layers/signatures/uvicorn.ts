import { line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const uvicorn = {
  product: 'uvicorn',
  name: 'Uvicorn',
  role: 'app server',
  sources: ['https://www.uvicorn.org/settings/#http'],
  passing: [sign('measured', line('Server', /^uvicorn$/))],
  making: [proof('known', page(/^Invalid HTTP request received\.$/), 'its whole error page is {}')],
  examples: [
    {
      desc: 'a request that it cannot read',
      did: 'made',
      answer: `
        400 Bad Request
        content-type: text/plain; charset=utf-8

        Invalid HTTP request received.`,
    },
    {
      desc: 'an app’s response',
      did: 'passed',
      answer: `
        404 Not Found
        date: Sat, 31 Jan 2026 10:00:00 GMT
        server: uvicorn

        {"error":"app"}`,
    },
    {
      desc: 'near miss: a name that only begins so',
      did: 'nothing',
      answer: `
        200 OK
        Server: uvicorn-lab`,
    },
  ],
} satisfies Signature;
