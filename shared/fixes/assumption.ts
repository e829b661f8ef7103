/**
 * What a prediction takes for granted, because it is not recorded.
 *
 * `answer-stays`: the answer to a request that a fix alters is the one that was recorded. `answer-comes`: a request that was
 * never sent is answered; the fixes see to the rest. `answer-allows`: it is answered, and by itself in a way that lets the page
 * read it, for which the fixes do nothing.
 */
export interface Assumption {
  readonly kind: 'answer-stays' | 'answer-comes' | 'answer-allows';
  /** A whole sentence with the journey's own values. */
  readonly sentence: string;
}

const WEIGHT: Readonly<Record<Assumption['kind'], number>> = {
  'answer-comes': 1,
  'answer-stays': 2,
  'answer-allows': 4,
};

/** How much a prediction takes for granted; 0 where all of it is recorded. */
export function weightOf(assumes: readonly Assumption[]): number {
  return assumes.reduce((sum, { kind }) => sum + WEIGHT[kind], 0);
}
