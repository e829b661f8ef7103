import type { ResponseHead } from '../../http/head.ts';
import { hasHeader, sameName } from '../../http/header-line.ts';
import type { OperationOf } from '../operation.ts';

/** Every line of that name goes. */
export function remove(head: ResponseHead, { header }: OperationOf<'remove'>): ResponseHead {
  if (!hasHeader(head.lines, header)) return head;
  return { ...head, lines: head.lines.filter(line => !sameName(line[0], header)) };
}
