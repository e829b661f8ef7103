import type { HeaderLine } from '../../http/header-line.ts';
import { maskLine } from '../../http/mask.ts';
import type { LineRef } from '../exchange.ts';
import type { Answer } from './answer.ts';
import type { Seen, SeenLine } from './predicates.ts';
import type { Mark } from './signature.ts';

/** What a conclusion about a layer rests on. */
export interface LayerEvidence {
  readonly lines: readonly LineRef[];
  /** Words of the error's body, of the status line or of the certificate, as they stand there. */
  readonly words: readonly string[];
}

/** A mark that was found, and where. */
export interface Found {
  readonly mark: Mark;
  readonly seen: Seen;
}

const NONE: readonly Found[] = [];

/** The marks that are in an answer: of most products none is. */
export function found(marks: readonly Mark[], answer: Answer): readonly Found[] {
  let all: Found[] | null = null;
  for (const mark of marks) {
    const seen = mark.seen(answer);
    if (seen === null) continue;
    all ??= [];
    all.push({ mark, seen });
  }
  return all ?? NONE;
}

/** Without the marks whose lines and words others before them have seen already: those say nothing new. */
export function distinct(all: readonly Found[]): readonly Found[] {
  if (all.length < 2) return all;
  const known = new Set<string>();
  return all.filter(({ seen: { lines, words } }) => {
    const parts = [...lines.map(({ head, index }) => `${head}.${index}`), ...words];
    const news = parts.some(part => !known.has(part));
    for (const part of parts) known.add(part);
    return news;
  });
}

/** Each line and each word once, in their order. */
export function evidenceOf(all: readonly Found[], exchange: string): LayerEvidence {
  const lines = new Map<string, LineRef>();
  for (const { head, index } of all.flatMap(({ seen }) => seen.lines)) {
    lines.set(`${head}.${index}`, { exchange, head, index });
  }
  const order = [...lines.values()].sort((a, b) => a.index - b.index);
  return { lines: order, words: [...new Set(all.flatMap(({ seen }) => seen.words))] };
}

/** What the marks tell, as clauses with this answer's own values, literal ones in backticks. */
export function clausesOf(all: readonly Found[], answer: Answer): string {
  const clauses = all.map(({ mark, seen }) => mark.tells.replaceAll('{}', () => quoted(seen, answer)));
  return [...new Set(clauses)].join('; ');
}

const MOST_QUOTED = 2;
const MOST_CHARS = 72;

function quoted({ lines, words }: Seen, answer: Answer): string {
  const texts = [...lines.map(line => lineText(line, answer)), ...words];
  const shown = texts.slice(0, MOST_QUOTED).map(literal);
  const more = texts.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ');
}

function lineText({ head, index }: SeenLine, { request, head: response }: Answer): string {
  const line: HeaderLine = (head === 'received' ? request : response).lines[index] ?? ['', ''];
  return maskLine(line).join(': ');
}

/** Wire text as a sentence quotes it: a backtick would end the quotation, and a page has line breaks. */
export function literal(text: string): string {
  const plain = text.replaceAll('`', '’').replace(/\s+/g, ' ').trim();
  return `\`${plain.length > MOST_CHARS ? `${plain.slice(0, MOST_CHARS - 1)}…` : plain}\``;
}
