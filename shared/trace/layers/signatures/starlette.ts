import { combinedValue } from '../../../http/header-line.ts';
import { listElements } from '../../../http/token-list.ts';
import type { Answer } from '../answer.ts';
import { every, isPreflight, line, type Predicate, page, status } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

const SAFELISTED = line('Access-Control-Allow-Headers', /^Accept, Accept-Language, Content-Language, Content-Type\b/);

/** FastAPI stands on it. Its error for an exception, plain text, is made outside its CORS middleware: without headers. */
export const starlette = {
  product: 'starlette',
  name: 'Starlette or FastAPI',
  role: 'framework',
  sources: ['https://www.starlette.io/middleware/#corsmiddleware'],
  passing: [],
  making: [
    proof(
      'measured',
      page(/^Disallowed CORS (?:origin|method|headers)(?:, (?:method|headers))*$/),
      'its whole error page is {}',
    ),
    sign(
      'measured',
      page(/^\{"detail":"(?:Not Found|Method Not Allowed|Not authenticated)"\}$/),
      'its whole error is {}',
    ),
    sign(
      'measured',
      every(status(422), page(/^\{"detail":\[\{/)),
      'its error begins with {}, as FastAPI’s do for a request that does not fit',
    ),
    sign(
      'measured',
      every(status(500), line('Server', /^uvicorn$/), page(/^Internal Server Error$/)),
      '{} are what it answers where an exception was not caught, outside its CORS middleware',
    ),
  ],
  cors: [
    proof('measured', page(/^Disallowed CORS (?:origin|method|headers)/), 'the refusal is {}'),
    sign('measured', every(isPreflight, SAFELISTED), '{} begins with the safelisted names, as CORSMiddleware’s does'),
    hint('measured', every(isPreflight, line('Access-Control-Max-Age', /^600$/)), '{} is its default'),
    hint('measured', every(isPreflight, varyNames), '{} has the names that it lists'),
  ],
  examples: [
    {
      desc: 'a preflight that CORSMiddleware refuses',
      did: 'made',
      answer: `
        > OPTIONS /orders
        > Access-Control-Request-Method: PUT
        400 Bad Request
        server: uvicorn
        content-type: text/plain; charset=utf-8

        Disallowed CORS origin`,
    },
    {
      desc: 'no such route',
      did: 'made',
      answer: `
        404 Not Found
        server: uvicorn
        content-type: application/json

        {"detail":"Not Found"}`,
    },
    {
      desc: 'near miss: Django REST framework, with a full stop',
      did: 'nothing',
      answer: `
        404 Not Found
        Content-Type: application/json

        {"detail":"Not found."}`,
    },
  ],
} satisfies Signature;

/** Newer versions name all that the answer may depend on. */
function varyNames(answer: Answer): ReturnType<Predicate> {
  const names = listElements(combinedValue(answer.head.lines, 'vary') ?? '').map(name => name.toLowerCase());
  return names.includes('access-control-request-private-network') ? line('Vary')(answer) : null;
}
