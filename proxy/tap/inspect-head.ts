import type { SyntaxProblem } from '../../shared/trace/exchange.ts';

/** What a relay must know of a head to find where its message ends; values as received, several lines joined by `,`. */
export interface HeadInspection {
  readonly startLine: string;
  readonly contentLength: string | null;
  readonly transferEncoding: string | null;
  readonly connection: string | null;
  readonly upgrade: boolean;
  readonly expect: boolean;
  readonly problems: readonly SyntaxProblem[];
}

const NO_PROBLEMS: readonly SyntaxProblem[] = [];
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Walks a head's lines (latin-1 text with its empty line) and picks out the fields that frame a message, and nothing
 * else: this runs for every head that passes. Odd syntax is noted, never refused (RFC 9112 §2.2, §5).
 */
export function inspectHead(text: string): HeadInspection {
  let contentLength: string | null = null;
  let transferEncoding: string | null = null;
  let connection: string | null = null;
  let upgrade = false;
  let expect = false;
  const problems = new Set<SyntaxProblem>();
  const startEnd = text.indexOf('\n');
  if (startEnd > 0 && text.charCodeAt(startEnd - 1) !== CR) problems.add('bare-lf');
  let from = startEnd + 1;
  while (from < text.length) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    const lineEnd = text.charCodeAt(end - 1) === CR ? end - 1 : end;
    if (lineEnd <= from) break;
    noteOddities(text, from, end, problems);
    switch (fieldAt(text, from, lineEnd)) {
      case 'content-length':
        contentLength = joined(contentLength, text.slice(from + 15, lineEnd));
        break;
      case 'transfer-encoding':
        transferEncoding = joined(transferEncoding, text.slice(from + 18, lineEnd));
        break;
      case 'connection':
        connection = joined(connection, text.slice(from + 11, lineEnd));
        break;
      case 'upgrade':
        upgrade = true;
        break;
      case 'expect':
        expect = true;
        break;
    }
    from = end + 1;
  }
  return {
    startLine: text.slice(0, Math.max(0, text.charCodeAt(startEnd - 1) === CR ? startEnd - 1 : startEnd)),
    contentLength,
    transferEncoding,
    connection,
    upgrade,
    expect,
    problems: problems.size === 0 ? NO_PROBLEMS : [...problems],
  };
}

type FramingField = 'content-length' | 'transfer-encoding' | 'connection' | 'upgrade' | 'expect';

/** By length first: most names are told apart without making a string. */
const FIELD_OF_LENGTH: Readonly<Record<number, FramingField>> = {
  6: 'expect',
  7: 'upgrade',
  10: 'connection',
  14: 'content-length',
  17: 'transfer-encoding',
};

function fieldAt(text: string, from: number, lineEnd: number): FramingField | null {
  const colon = text.indexOf(':', from);
  if (colon === -1 || colon >= lineEnd) return null;
  const field = FIELD_OF_LENGTH[colon - from];
  if (field === undefined || (text.charCodeAt(from) | 0x20) !== field.charCodeAt(0)) return null;
  return text.slice(from, colon).toLowerCase() === field ? field : null;
}

function noteOddities(text: string, from: number, end: number, problems: Set<SyntaxProblem>): void {
  if (text.charCodeAt(end) === LF && text.charCodeAt(end - 1) !== CR) problems.add('bare-lf');
  const first = text.charCodeAt(from);
  if (first === SPACE || first === TAB) {
    problems.add('obs-fold');
    return;
  }
  const colon = text.indexOf(':', from);
  if (colon === -1 || colon > end) {
    problems.add('line-without-colon');
    return;
  }
  const before = text.charCodeAt(colon - 1);
  if (before === SPACE || before === TAB) problems.add('space-before-colon');
}

function joined(before: string | null, value: string): string {
  return before === null ? value : `${before},${value}`;
}
