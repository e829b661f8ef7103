import { type HeaderLine, hasHeader, indexesOf, sameName } from '../http/header-line.ts';

/** A head of either kind. */
interface WithLines {
  readonly lines: readonly HeaderLine[];
}

/** One line instead of all of that name, at the first one's place or at the end; the very same head where it stands so. */
export function withOneLine<Head extends WithLines>(head: Head, name: string, value: string): Head {
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

/** Without the lines of these names; the very same head where there are none. */
export function without<Head extends WithLines>(head: Head, names: readonly string[]): Head {
  const present = names.filter(name => hasHeader(head.lines, name));
  if (present.length === 0) return head;
  return { ...head, lines: head.lines.filter(([name]) => !present.some(other => sameName(name, other))) };
}
