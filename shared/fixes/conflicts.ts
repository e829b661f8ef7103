import { sameName } from '../http/header-line.ts';
import { OWN_REASON_TEXT } from '../trace/own-change.ts';
import type { Fix, Operation } from './fix.ts';
import { overlap } from './overlap.ts';

/**
 * `two-values`: a header, a status or a cookie is given two values. `set-and-removed`: what one writes the other takes away.
 * `doubled`: a header that may stand there once gets two lines. `two-answers`: only one can answer. `overruled`: corscope itself
 * writes something else while a fix is on.
 */
export type ConflictKind = 'two-values' | 'set-and-removed' | 'doubled' | 'two-answers' | 'overruled';

/** Fixes that contradict each other where both apply, or one that corscope overrules. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** Ids, in the order in which the fixes apply. */
  readonly fixes: readonly string[];
  /** Null where it is not about a header. */
  readonly header: string | null;
  /** A whole sentence that says which of them has its way. */
  readonly sentence: string;
}

/** Every contradiction between the fixes that are switched on, in their order. */
export function conflictsOf(fixes: readonly Fix[]): readonly Conflict[] {
  const on = fixes.filter(({ enabled }) => enabled);
  return on.flatMap((fix, index) => [
    ...overruled(fix),
    ...on.slice(index + 1).flatMap(later => (overlap(fix, later) ? between(fix, later) : [])),
  ]);
}

/** Two fixes that can meet; `first` applies before `second`. */
interface Pair {
  readonly first: Fix;
  readonly second: Fix;
}

function between(first: Fix, second: Fix): Conflict[] {
  const found = first.do.flatMap(a => second.do.map(b => clash({ first, second }, a, b)).filter(one => one !== null));
  const isNew = (one: Conflict, index: number) =>
    found.findIndex(other => other.kind === one.kind && other.header === one.header) === index;
  return found.filter(isNew);
}

function clash(pair: Pair, a: Operation, b: Operation): Conflict | null {
  if (a.op === 'answer' || b.op === 'answer') return answerClash(pair, a, b);
  if (a.op === 'status' && b.op === 'status') {
    return a.value === b.value ? null : later(pair, null, `the status to ${a.value}`, `to ${b.value}`, 'change');
  }
  if (a.op === 'cookie' && b.op === 'cookie') return cookieClash(pair, a, b);
  if (!('header' in a) || !('header' in b) || !sameName(a.header, b.header)) return null;
  if (a.op.startsWith('request-') !== b.op.startsWith('request-')) return null;
  return headerClash(pair, a, b);
}

type OnHeader = Extract<Operation, { header: string }>;

function headerClash(pair: Pair, a: OnHeader, b: OnHeader): Conflict | null {
  const { first, second } = pair;
  const { header } = a;
  const [removesA, removesB] = [isRemoval(a), isRemoval(b)];
  if (removesA && removesB) return null;
  if (removesA && 'value' in b) {
    return clashOf(
      'set-and-removed',
      pair,
      header,
      `${q(first.id)} removes ${q(header)}, and ${q(second.id)} then writes it again.`,
    );
  }
  if (removesB && 'value' in a) {
    return clashOf(
      'set-and-removed',
      pair,
      header,
      `${q(first.id)} writes ${q(header)}, and ${q(second.id)} then removes it.`,
    );
  }
  if (a.op === 'dedupe' && b.op === 'dedupe') {
    if (a.keep === b.keep) return null;
    return clashOf(
      'two-values',
      pair,
      header,
      `${q(first.id)} keeps the ${a.keep} ${q(header)} and drops the others, so ${q(second.id)} has no effect.`,
    );
  }
  if (!('value' in a) || !('value' in b)) return null;
  return valueClash(pair, a, b);
}

function valueClash(pair: Pair, a: OnHeader & { value: string }, b: OnHeader & { value: string }): Conflict | null {
  const { header } = a;
  if (b.op === 'add') {
    if (!MAY_STAND_ONCE.test(header)) return null;
    const sentence = `${q(pair.first.id)} and ${q(pair.second.id)} each write a ${q(header)} line: the browser gets two and rejects both.`;
    return clashOf('doubled', pair, header, sentence);
  }
  // equal as written: what a placeholder stands for is the same for both when the request comes
  if (a.value === b.value || valueIn(pair.first, a.value) === valueIn(pair.second, b.value)) return null;
  return later(pair, header, `${q(header)} to ${q(a.value)}`, `to ${q(b.value)}`, 'set');
}

function cookieClash(
  pair: Pair,
  a: Extract<Operation, { op: 'cookie' }>,
  b: Extract<Operation, { op: 'cookie' }>,
): Conflict | null {
  if (a.name !== b.name) return null;
  const other = new Map(Object.entries(b.set));
  const [found] = Object.entries(a.set).filter(([key, value]) => other.has(key) && other.get(key) !== value);
  if (found === undefined) return null;
  const [key, value] = found;
  return later(
    pair,
    'Set-Cookie',
    `${q(key)} of the cookie ${q(a.name)} to ${q(String(value))}`,
    `to ${q(String(other.get(key)))}`,
    'set',
  );
}

/** Preflights alone are answered. */
function answerClash(pair: Pair, a: Operation, b: Operation): Conflict | null {
  const { first, second } = pair;
  if (first.when.phase === 'actual' || second.when.phase === 'actual') return null;
  if (a.op === 'answer' && b.op === 'answer') {
    return clashOf(
      'two-answers',
      pair,
      null,
      `${q(first.id)} and ${q(second.id)} both answer the preflight: ${q(first.id)} comes first and answers with ${a.status}.`,
    );
  }
  const [answerer, other, operation] = a.op === 'answer' ? [first, second, b] : [second, first, a];
  if (operation.op !== 'follow-redirect') return null;
  return clashOf(
    'two-answers',
    pair,
    null,
    `${q(answerer.id)} answers the preflight before any server does, so ${q(other.id)} has no redirect to follow.`,
  );
}

const MAY_STAND_ONCE =
  /^(?:access-control-(?:allow-origin|allow-credentials|max-age)|location|content-type|cross-origin-(?:resource|opener|embedder)-policy)$/i;

function isRemoval({ op }: OnHeader): boolean {
  return op === 'remove' || op === 'request-remove';
}

/** `{origin}` in a fix for one origin is that origin. */
function valueIn({ when }: Fix, value: string): string {
  return when.origin === undefined ? value : value.replaceAll('{origin}', when.origin);
}

function later(pair: Pair, header: string | null, one: string, other: string, verb: 'set' | 'change'): Conflict {
  const { first, second } = pair;
  const sentence = `${q(first.id)} ${verb}s ${one}, and ${q(second.id)} ${other}: the later one, ${q(second.id)}, wins.`;
  return clashOf('two-values', pair, header, sentence);
}

function clashOf(kind: ConflictKind, { first, second }: Pair, header: string | null, sentence: string): Conflict {
  return { kind, fixes: [first.id, second.id], header, sentence };
}

/** What corscope writes for the caches' sake comes after every fix. */
function overruled(fix: Fix): Conflict[] {
  const { phase } = fix.when;
  return fix.do.flatMap(operation => {
    if (!('value' in operation) || !('header' in operation) || operation.op === 'request-set') return [];
    const { header } = operation;
    const reason =
      sameName(header, 'access-control-max-age') && phase !== 'actual'
        ? OWN_REASON_TEXT['preflight-not-kept']
        : sameName(header, 'cache-control') && phase !== 'preflight'
          ? OWN_REASON_TEXT['answer-not-stored']
          : null;
    if (reason === null) return [];
    return [
      { kind: 'overruled', fixes: [fix.id], header, sentence: `${q(fix.id)} has no effect on ${q(header)}. ${reason}` },
    ];
  });
}

function q(text: string): string {
  return `\`${text}\``;
}
