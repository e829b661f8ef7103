import { combinedValue } from '../../../http/header-line.ts';
import { listElements } from '../../../http/token-list.ts';
import type { Answer } from '../answer.ts';
import { every, line, type Predicate, page } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

/** Werkzeug is its development server and writes its error pages; behind another server only the pages are left. */
export const flask = {
  product: 'flask',
  name: 'Flask (Werkzeug)',
  role: 'framework',
  sources: ['https://flask-cors.readthedocs.io/en/latest/configuration.html'],
  passing: [sign('measured', line('Server', /^Werkzeug\/[\d.]+ Python\/[\d.]+$/))],
  making: [
    proof(
      'measured',
      page(/^<!doctype html>\s*<html lang=en>\s*<title>\d{3} [^<]*<\/title>\s*<h1>/i),
      'its error page begins as all of Werkzeug’s do: {}',
    ),
  ],
  cors: [
    hint(
      'measured',
      every(sortedMethods, line('Access-Control-Allow-Origin')),
      '{} stand there with the methods in alphabetical order, as flask-cors writes them, on errors, too',
    ),
  ],
  examples: [
    {
      desc: 'a method that the route does not have',
      did: 'made',
      answer: `
        405 METHOD NOT ALLOWED
        Server: Werkzeug/3.1.8 Python/3.11.7
        Content-Type: text/html; charset=utf-8

        <!doctype html>
        <html lang=en>
        <title>405 Method Not Allowed</title>
        <h1>Method Not Allowed</h1>`,
    },
    {
      desc: 'a view’s response',
      did: 'passed',
      answer: `
        404 NOT FOUND
        Server: Werkzeug/3.1.8 Python/3.11.7

        {"error":"app"}`,
    },
    {
      desc: 'near miss: Django’s page',
      did: 'nothing',
      answer: `
        404 Not Found

        <!doctype html>
        <html lang="en">
        <head>
          <title>Not Found</title>`,
    },
  ],
} satisfies Signature;

function sortedMethods(answer: Answer): ReturnType<Predicate> {
  const methods = listElements(combinedValue(answer.head.lines, 'access-control-allow-methods') ?? '');
  const sorted =
    methods.length > 3 && methods.every((method, index) => index === 0 || (methods[index - 1] ?? '') < method);
  return sorted ? line('Access-Control-Allow-Methods', /, /)(answer) : null;
}
