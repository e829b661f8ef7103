import type { RequestHead, ResponseHead } from '../../http/head.ts';
import { type HeaderLine, indexesOf } from '../../http/header-line.ts';
import type { OperationOf } from '../operation.ts';
import { fillIn } from '../placeholders.ts';

/** One line instead of all of that name, at the first one's place or at the end. */
export function set(head: ResponseHead, { header, value }: OperationOf<'set'>, request: RequestHead): ResponseHead {
  const filled = fillIn(value, request);
  return filled === null ? head : withOneLine(head, header, filled);
}

export function withOneLine(head: ResponseHead, name: string, value: string): ResponseHead {
  const present = indexesOf(head.lines, name);
  const [first] = present;
  if (first === undefined) return { ...head, lines: [...head.lines, [name, value]] };
  if (present.length === 1 && head.lines[first]?.[1] === value) return head;
  const lines: HeaderLine[] = [];
  for (const [index, line] of head.lines.entries()) {
    if (index === first) lines.push([name, value]);
    else if (!present.includes(index)) lines.push(line);
  }
  return { ...head, lines };
}
