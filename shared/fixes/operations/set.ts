import { withOneLine } from '../head-lines.ts';
import type { ResponseOperation } from '../operation.ts';
import { fillIn } from '../placeholders.ts';

/** One line instead of all of that name, at the first one's place or at the end. */
export const set: ResponseOperation<'set'> = {
  apply(head, { header, value }, request) {
    const filled = fillIn(value, request);
    return filled === null ? head : withOneLine(head, header, filled);
  },
  examples: [
    {
      desc: 'appends where the name is missing',
      do: { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
      before: 'HTTP/1.1 200 OK\nVary: Accept',
      after: 'HTTP/1.1 200 OK\nVary: Accept\nAccess-Control-Allow-Origin: https://app.lab.test',
    },
    {
      desc: 'puts one line in the place of several, in any letter case',
      do: { op: 'set', header: 'Access-Control-Allow-Origin', value: '*' },
      before:
        'HTTP/1.1 200 OK\naccess-control-allow-origin: https://one.test\nVary: Accept\nAccess-Control-Allow-Origin: https://two.test',
      after: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nVary: Accept',
    },
    {
      desc: 'leaves a value alone that is there already',
      do: { op: 'set', header: 'vary', value: 'Accept' },
      before: 'HTTP/1.1 200 OK\nVary: Accept',
      after: 'same',
    },
    {
      desc: 'writes nothing where the request has no value for a placeholder',
      do: { op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' },
      before: 'HTTP/1.1 200 OK',
      after: 'same',
    },
  ],
};
