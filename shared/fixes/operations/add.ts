import type { ResponseOperation } from '../operation.ts';
import { fillIn } from '../placeholders.ts';

/** One more line at the end, whatever is there: doubling a header on purpose must be possible. */
export const add: ResponseOperation<'add'> = {
  apply(head, { header, value }, request) {
    const filled = fillIn(value, request);
    return filled === null ? head : { ...head, lines: [...head.lines, [header, filled]] };
  },
  examples: [
    {
      desc: 'appends a second line',
      do: { op: 'add', header: 'Vary', value: 'Origin' },
      before: 'HTTP/1.1 200 OK\nVary: Accept\nServer: x',
      after: 'HTTP/1.1 200 OK\nVary: Accept\nServer: x\nVary: Origin',
    },
    {
      desc: 'writes nothing where the request has no value for a placeholder',
      do: { op: 'add', header: 'Access-Control-Allow-Headers', value: '{request-headers}' },
      before: 'HTTP/1.1 200 OK',
      after: 'same',
    },
  ],
};
