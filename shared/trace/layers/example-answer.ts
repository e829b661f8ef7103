import { parseLines, parseResponseHead } from '../../http/head.ts';
import { type Answer, placesIn } from './answer.ts';

/**
 * The answer that an example writes down, indented as one likes: see `SignatureExample`. Without a request of its own it
 * answers `GET /` of `api.lab.test`.
 */
export function exampleAnswer(text: string): Answer {
  const lines = text
    .trim()
    .split('\n')
    .map(line => line.trim());
  const asked = lines.filter(line => line.startsWith('> ')).map(line => line.slice(2));
  const [start = 'GET /', ...fields] = asked;
  const [method = '', target = ''] = start.split(' ');
  const answer = lines.slice(asked.length);
  const end = answer.indexOf('');
  const head = parseResponseHead(`HTTP/1.1 ${(end === -1 ? answer : answer.slice(0, end)).join('\n')}\n`);
  const own = parseLines(fields.join('\n'));
  return {
    request: {
      method,
      target,
      version: 'HTTP/1.1',
      lines: own.some(([name]) => name === 'Host') ? own : [['Host', 'api.lab.test'], ...own],
    },
    head,
    places: placesIn(head),
    certificate: null,
    page: end === -1 ? '' : answer.slice(end + 1).join('\n'),
  };
}
