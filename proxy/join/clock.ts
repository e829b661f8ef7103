/**
 * By how many milliseconds another machine's clock is ahead of ours. It was asked for at `asked` and its answer `now` came
 * at `answered`, both of our clock: it was read about half a round trip after we asked. A difference that the round trip
 * alone can explain is no evidence of two clocks, and none is given then.
 */
export function clockAhead(asked: number, now: number, answered: number): number {
  const half = (answered - asked) / 2;
  const ahead = now - (asked + half);
  return Math.abs(ahead) <= half ? 0 : ahead;
}

/** This process's clock, as the times of exchanges: milliseconds since the epoch. */
export function clockNow(): number {
  return performance.timeOrigin + performance.now();
}
