import type { Mark, Strength } from './signature.ts';

/** `certain`: a proof, or signs that agree. `likely`: one sign. `possible`: a hint, and others look the same. */
export type Confidence = 'certain' | 'likely' | 'possible';

const POINTS: Readonly<Record<Strength, number>> = { proof: 4, sign: 2, hint: 0.75 };

/** Any one line can be forged, kept or dropped, so marks are added up; what nobody checked counts half. */
export function confidenceOf(marks: readonly Pick<Mark, 'strength' | 'trust'>[]): Confidence {
  const points = pointsOf(marks);
  if (points >= 4) return 'certain';
  return points >= 1 ? 'likely' : 'possible';
}

export function pointsOf(marks: readonly Pick<Mark, 'strength' | 'trust'>[]): number {
  return marks.reduce((sum, { strength, trust }) => sum + POINTS[strength] / (trust === 'known' ? 2 : 1), 0);
}
