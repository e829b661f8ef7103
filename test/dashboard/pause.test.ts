import { describe, expect, test } from 'vitest';
import { pauseAt, refiltered, waitingIn } from '../../dashboard/lib/pause.ts';
import type { Journey } from '../../shared/trace/journey.ts';

const journeys = (...ids: readonly string[]): Journey[] =>
  ids.map(id => ({ id, startedAt: 0, legs: [], witness: null }));

const idsOf = (rows: Iterable<Journey>) => [...rows].map(({ id }) => id);

/** Paused with four journeys there, of which the filter let `j2` and `j3` through. */
const PAUSE = pauseAt(journeys('j1', 'j2', 'j3', 'j4'), journeys('j2', 'j3'));

describe('a paused list', () => {
  test('shows what it showed', () => expect(idsOf(PAUSE.rows)).toEqual(['j2', 'j3']));

  test.each([
    {
      desc: 'lets more through: what had come by then',
      passes: ['j1', 'j2', 'j3', 'j5'],
      rows: ['j1', 'j2', 'j3'],
      waiting: 1,
    },
    { desc: 'lets less through', passes: ['j3'], rows: ['j3'], waiting: 0 },
    { desc: 'lets through only what came later', passes: ['j5', 'j6'], rows: [], waiting: 2 },
    { desc: 'lets nothing through', passes: [], rows: [], waiting: 0 },
  ])('under a filter that $desc', ({ passes, rows, waiting }) => {
    const now = refiltered(PAUSE, journeys(...passes));
    expect(idsOf(now.rows)).toEqual(rows);
    expect(waitingIn(now, journeys(...passes))).toBe(waiting);
  });

  test('still knows, after one filter, what the next may bring back', () => {
    const narrow = refiltered(PAUSE, journeys('j3'));
    expect(idsOf(refiltered(narrow, journeys('j1', 'j3', 'j5')).rows)).toEqual(['j1', 'j3']);
  });
});
