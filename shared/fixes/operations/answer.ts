import type { ResponseHead } from '../../http/head.ts';
import type { OperationOf } from '../operation.ts';
import { reasonOf } from '../status-line.ts';

/** corscope answers the preflight itself, before any other operation of the fix: the upstream never sees it. */
export const answer = {
  begin: ({ status }: OperationOf<'answer'>): ResponseHead => ({
    version: 'HTTP/1.1',
    status,
    reason: reasonOf(status),
    lines: [],
  }),
  examples: [
    { desc: 'begins with nothing but a status', do: { op: 'answer', status: 204 }, after: 'HTTP/1.1 204 No Content' },
    {
      desc: 'leaves the reason phrase of a rare status empty',
      do: { op: 'answer', status: 299 },
      after: 'HTTP/1.1 299 ',
    },
  ],
} as const;
