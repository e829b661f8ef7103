import { expect, it } from 'vitest';
import { clockSkew } from '../../proxy/browser/clock-skew.ts';

/** How long the process waits before each reading of a clock, in the order of the readings, milliseconds. */
interface Row {
  readonly desc: string;
  readonly waits: readonly number[];
}

const ROWS: readonly Row[] = [
  { desc: 'never', waits: [] },
  { desc: 'between the two clocks', waits: [0, 80] },
  { desc: 'after the wall clock', waits: [0, 0, 80] },
  { desc: 'in each of the first tries', waits: [0, 80, 0, 0, 40, 0, 0, 0, 60] },
];

const AHEAD_MS = 5_000;

it.each(ROWS)('tells how far the wall clock is ahead, whenever the process has to wait: $desc', ({ waits }) => {
  let now = 1_000;
  const left = [...waits];
  const tick = () => {
    now += left.shift() ?? 0;
    return now;
  };
  const wall = () => performance.timeOrigin + tick() + AHEAD_MS;
  expect(clockSkew({ steady: tick, wall })).toBeCloseTo(-AHEAD_MS, 0);
});
