import { without } from '../head-lines.ts';
import type { RequestOperation } from '../operation.ts';

/** Every line of that name goes from the request that goes on to the upstream. */
export const requestRemove: RequestOperation<'request-remove'> = {
  apply: (head, { header }) => without(head, [header]),
  examples: [
    {
      desc: 'takes every line of the name, in any letter case',
      do: { op: 'request-remove', header: 'Origin' },
      before: 'GET /me HTTP/1.1\norigin: https://app.lab.test\nHost: api.lab.test',
      after: 'GET /me HTTP/1.1\nHost: api.lab.test',
    },
    {
      desc: 'changes nothing where there is none',
      do: { op: 'request-remove', header: 'X-Requested-With' },
      before: 'GET /me HTTP/1.1\nHost: api.lab.test',
      after: 'same',
    },
  ],
};
