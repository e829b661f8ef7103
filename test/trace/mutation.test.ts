import { describe, expect, it } from 'vitest';
import { parseLines } from '../../shared/http/head.ts';
import { diffLines } from '../../shared/trace/mutation.ts';

const ROWS: readonly { desc: string; before: string; after: string; found: readonly string[] }[] = [
  { desc: 'nothing changed', before: 'A: 1\nB: 2', after: 'A: 1\nB: 2', found: [] },
  { desc: 'only the letter case of a name changed', before: 'Vary: Origin', after: 'vary: Origin', found: [] },
  { desc: 'a line was added', before: 'A: 1', after: 'A: 1\nVia: x', found: ['added Via  → 1'] },
  { desc: 'a line was removed', before: 'A: 1\nAllow: x', after: 'A: 1', found: ['removed Allow 1 → '] },
  { desc: 'a value changed', before: 'A: 1', after: 'a: 2', found: ['changed a 0 → 0'] },
  { desc: 'the same value twice', before: 'ACAO: *', after: 'ACAO: *\nACAO: *', found: ['doubled ACAO 0 → 0,1'] },
  { desc: 'a second owner’s value', before: 'ACAO: a', after: 'ACAO: *\nACAO: a', found: ['doubled ACAO 0 → 0,1'] },
  { desc: 'a third line', before: 'A: 1\nA: 2', after: 'A: 1\nA: 2\nA: 3', found: ['added A 0,1 → 0,1,2'] },
  { desc: 'two lines joined', before: 'ACAO: a\nACAO: *', after: 'ACAO: a, *', found: ['merged ACAO 0,1 → 0'] },
  { desc: 'one of two lines dropped', before: 'ACAO: a\nACAO: *', after: 'ACAO: *', found: ['removed ACAO 0,1 → 0'] },
  { desc: 'two lines became another', before: 'ACAO: a\nACAO: *', after: 'ACAO: b', found: ['changed ACAO 0,1 → 0'] },
  { desc: 'values of one name swapped', before: 'A: 1\nA: 2', after: 'A: 2\nA: 1', found: ['reordered A 0,1 → 0,1'] },
  { desc: 'one name moved', before: 'A: 1\nB: 2\nC: 3', after: 'C: 3\nA: 1\nB: 2', found: ['reordered C 2 → 0'] },
  { desc: 'an added line moves nobody', before: 'A: 1\nB: 2', after: 'X: 0\nA: 1\nB: 2', found: ['added X  → 0'] },
];

describe('diffLines', () => {
  it.each(ROWS)('$desc', ({ before, after, found }) => {
    const mutations = diffLines(parseLines(before), parseLines(after));
    expect(mutations.map(({ kind, name, before, after }) => `${kind} ${name} ${before} → ${after}`)).toEqual(found);
  });
});
