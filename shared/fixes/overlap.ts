import type { Fix, FixScope } from './fix.ts';
import { compileWildcard } from './wildcard.ts';

/** Is there an exchange that both fixes cover? */
export function overlap(a: Fix, b: Fix): boolean {
  return (
    agree(a.tap, b.tap) &&
    agree(a.when.origin, b.when.origin) &&
    samePhase(a.when, b.when) &&
    shareMethod(a.when, b.when) &&
    shareStatus(a.when, b.when) &&
    (a.when.url === undefined || b.when.url === undefined || shareText(a.when.url, b.when.url))
  );
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function samePhase({ phase: a = 'any' }: FixScope, { phase: b = 'any' }: FixScope): boolean {
  return a === 'any' || b === 'any' || a === b;
}

function shareMethod({ methods: a }: FixScope, { methods: b }: FixScope): boolean {
  if (a?.length === 0 || b?.length === 0) return false;
  return a === undefined || b === undefined || a.some(method => b.includes(method));
}

function shareStatus({ status: a }: FixScope, { status: b }: FixScope): boolean {
  if (a === undefined || b === undefined || a === b) return true;
  return a[0] === b[0] && (a.endsWith('xx') || b.endsWith('xx'));
}

/**
 * Is there a text that both patterns fit? With a `*` in each, only what stands before the first and after the last can
 * keep them apart: all that lies between them may follow one after the other.
 */
function shareText(a: string, b: string): boolean {
  if (!a.includes('*')) return compileWildcard(b)(a);
  if (!b.includes('*')) return compileWildcard(a)(b);
  const [startA = '', startB = ''] = [a.split('*')[0], b.split('*')[0]];
  const [endA = '', endB = ''] = [a.split('*').at(-1), b.split('*').at(-1)];
  const startsAlike = startA.startsWith(startB) || startB.startsWith(startA);
  return startsAlike && (endA.endsWith(endB) || endB.endsWith(endA));
}
