import { median, type Results } from '../results.ts';

/** The median of what each round's figures are to each other; null where a side is missing. */
export function ratioOf(results: Results, key: string, against: readonly string[]): number | null {
  return acrossRounds(results, key, against, (figure, other) => figure / other);
}

export function differenceOf(results: Results, key: string, against: readonly string[]): number | null {
  return acrossRounds(results, key, against, (figure, other) => figure - other);
}

/** Several keys to set against: the best, which is the most, of each round. */
function acrossRounds(
  results: Results,
  key: string,
  against: readonly string[],
  combine: (figure: number, other: number) => number,
): number | null {
  const rounds = results.all(key).flatMap((figure, round) => {
    const others = against.map(each => results.all(each)[round]).filter(other => other !== undefined);
    return others.length === 0 ? [] : [combine(figure, Math.max(...others))];
  });
  return median(rounds);
}
