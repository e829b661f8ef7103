import { indexesOf } from '../../http/header-line.ts';
import type { ResponseOperation } from '../operation.ts';

/** The first or the last line of that name stays, where it stood. */
export const dedupe: ResponseOperation<'dedupe'> = {
  apply(head, { header, keep }) {
    const present = indexesOf(head.lines, header);
    if (present.length < 2) return head;
    const kept = keep === 'first' ? present[0] : present.at(-1);
    return { ...head, lines: head.lines.filter((_line, index) => index === kept || !present.includes(index)) };
  },
  examples: [
    {
      desc: 'keeps the first where it stood',
      do: { op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'first' },
      before:
        'HTTP/1.1 200 OK\naccess-control-allow-origin: https://one.test\nVary: Accept\nAccess-Control-Allow-Origin: *',
      after: 'HTTP/1.1 200 OK\naccess-control-allow-origin: https://one.test\nVary: Accept',
    },
    {
      desc: 'keeps the last where it stood',
      do: { op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' },
      before:
        'HTTP/1.1 200 OK\naccess-control-allow-origin: https://one.test\nVary: Accept\nAccess-Control-Allow-Origin: *',
      after: 'HTTP/1.1 200 OK\nVary: Accept\nAccess-Control-Allow-Origin: *',
    },
    {
      desc: 'changes nothing where there is one',
      do: { op: 'dedupe', header: 'Vary', keep: 'last' },
      before: 'HTTP/1.1 200 OK\nVary: Accept',
      after: 'same',
    },
  ],
};
