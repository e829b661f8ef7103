import type { ResponseHead } from '../../http/head.ts';
import { indexesOf } from '../../http/header-line.ts';
import type { OperationOf } from '../operation.ts';

/** The first or the last line of that name stays, where it stood. */
export function dedupe(head: ResponseHead, { header, keep }: OperationOf<'dedupe'>): ResponseHead {
  const present = indexesOf(head.lines, header);
  if (present.length < 2) return head;
  const kept = keep === 'first' ? present[0] : present.at(-1);
  return { ...head, lines: head.lines.filter((_line, index) => index === kept || !present.includes(index)) };
}
