import { expect, test } from 'vitest';
import { Sequence } from '../../proxy/record/sequence.ts';

function slotsAfter(sequence: Sequence<string>, seq: number): string[] {
  return [...sequence.after(seq)].map(({ slot }) => slot);
}

test('numbers rise, and what was dropped is gone', () => {
  const sequence = new Sequence<string>();
  expect(['a', 'b', 'c'].map(slot => sequence.push(slot))).toEqual([1, 2, 3]);
  for (const seq of [2, 2, 0, 9]) sequence.drop(seq);
  expect([0, 1, 2, 3].map(seq => slotsAfter(sequence, seq))).toEqual([['a', 'c'], ['c'], ['c'], []]);
});

test('the places of what was dropped go when they are many; numbers stay what they were', () => {
  const sequence = new Sequence<string>();
  const kept: number[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    const seq = sequence.push(`slot ${index + 1}`);
    if (seq % 100 === 0) kept.push(seq);
    else sequence.drop(seq);
  }
  expect([...sequence.after(0)]).toEqual(kept.map(seq => ({ seq, slot: `slot ${seq}` })));
  expect(slotsAfter(sequence, 9_850)).toEqual(['slot 9900', 'slot 10000']);
  sequence.drop(9_900);
  expect(slotsAfter(sequence, 9_850)).toEqual(['slot 10000']);
});
