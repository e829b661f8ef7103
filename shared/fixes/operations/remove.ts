import { without } from '../head-lines.ts';
import type { ResponseOperation } from '../operation.ts';

/** Every line of that name goes. */
export const remove: ResponseOperation<'remove'> = {
  apply: (head, { header }) => without(head, [header]),
  examples: [
    {
      desc: 'takes every line of the name, in any letter case',
      do: { op: 'remove', header: 'ACCESS-CONTROL-ALLOW-ORIGIN' },
      before:
        'HTTP/1.1 200 OK\naccess-control-allow-origin: https://one.test\nVary: Accept\nAccess-Control-Allow-Origin: *',
      after: 'HTTP/1.1 200 OK\nVary: Accept',
    },
    {
      desc: 'changes nothing where there is none',
      do: { op: 'remove', header: 'X-Powered-By' },
      before: 'HTTP/1.1 200 OK\nVary: Accept',
      after: 'same',
    },
  ],
};
