import type { SyntaxProblem } from '../../shared/trace/exchange.ts';

/** What a relay must know of a head to find where its message ends; values as received, several lines joined by `,`. */
export interface HeadInspection {
  readonly startLine: string;
  readonly contentLength: string | null;
  readonly transferEncoding: string | null;
  readonly connection: string | null;
  readonly problems: readonly SyntaxProblem[];
}

type FramingField = 'contentLength' | 'transferEncoding' | 'connection';
type FramingValues = Record<FramingField, string | null>;

const LF = '\n';
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Walks a head's lines (latin-1 text with its empty line) and picks out the fields that frame a message, and nothing
 * else: this runs for every head that passes. Odd syntax is noted, never refused (RFC 9112 §2.2, §5).
 */
export function inspectHead(text: string): HeadInspection {
  const values: FramingValues = { contentLength: null, transferEncoding: null, connection: null };
  const problems: SyntaxProblem[] = [];
  const startEnd = text.indexOf(LF);
  if (startEnd !== -1 && text.charCodeAt(startEnd - 1) !== CR) note(problems, 'bare-lf');
  let last: FramingField | null = null;
  let from = startEnd + 1;
  while (from < text.length) {
    const newline = text.indexOf(LF, from);
    const end = newline === -1 ? text.length : newline;
    const lineEnd = text.charCodeAt(end - 1) === CR ? end - 1 : end;
    if (lineEnd === newline) note(problems, 'bare-lf');
    if (lineEnd <= from) break;
    last = readLine(text, from, lineEnd, { values, problems, last });
    from = end + 1;
  }
  const startLineEnd = text.charCodeAt(startEnd - 1) === CR ? startEnd - 1 : startEnd;
  return { startLine: text.slice(0, Math.max(0, startLineEnd)), ...values, problems };
}

interface SoFar {
  readonly values: FramingValues;
  readonly problems: SyntaxProblem[];
  /** The line before, where it was a framing field's: a folded line goes on with it. */
  readonly last: FramingField | null;
}

/** Returns the framing field that the line belongs to. */
function readLine(text: string, from: number, lineEnd: number, { values, problems, last }: SoFar): FramingField | null {
  if (isSpace(text.charCodeAt(from))) {
    note(problems, 'obs-fold');
    if (last !== null) values[last] += text.slice(from, lineEnd);
    return last;
  }
  const colon = text.indexOf(':', from);
  if (colon === -1 || colon >= lineEnd) {
    note(problems, 'line-without-colon');
    return null;
  }
  const nameEnd = trimEnd(text, from, colon);
  // whoever is lenient takes the name without the space, and a browser is (RFC 9112 §5.1)
  if (nameEnd !== colon) note(problems, 'space-before-colon');
  const field = fieldAt(text, from, nameEnd);
  if (field !== null) values[field] = joined(values[field], text.slice(colon + 1, lineEnd));
  return field;
}

/** By length first: most names are told apart without making a string. */
const FIELD_OF_LENGTH: Readonly<Record<number, { readonly name: string; readonly field: FramingField }>> = {
  10: { name: 'connection', field: 'connection' },
  14: { name: 'content-length', field: 'contentLength' },
  17: { name: 'transfer-encoding', field: 'transferEncoding' },
};

function fieldAt(text: string, from: number, nameEnd: number): FramingField | null {
  const wanted = FIELD_OF_LENGTH[nameEnd - from];
  if (wanted === undefined || (text.charCodeAt(from) | 0x20) !== wanted.name.charCodeAt(0)) return null;
  return text.slice(from, nameEnd).toLowerCase() === wanted.name ? wanted.field : null;
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

function note(problems: SyntaxProblem[], problem: SyntaxProblem): void {
  if (!problems.includes(problem)) problems.push(problem);
}

function joined(before: string | null, value: string): string {
  return before === null ? value : `${before},${value}`;
}
