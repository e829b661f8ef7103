import type { Step, Verdict } from '../cors/verdict.ts';

/**
 * A verdict with its sentence. The steps are judged anew by who reads them: they are half of what a report holds, and a
 * session of a hundred thousand journeys reads those of one.
 */
export class StatedVerdict implements Verdict {
  readonly outcome: Verdict['outcome'];
  readonly phase: Verdict['phase'];
  readonly code: Verdict['code'];
  readonly leg: number;
  readonly dependsOn: Verdict['dependsOn'];
  readonly cases: Verdict['cases'];
  declare readonly steps: readonly Step[];
  readonly headline: string;
  readonly #judged: () => Verdict;

  /** `judged` gives `verdict` once more. */
  constructor(verdict: Verdict, headline: string, judged: () => Verdict) {
    this.outcome = verdict.outcome;
    this.phase = verdict.phase;
    this.code = verdict.code;
    this.leg = verdict.leg;
    this.dependsOn = verdict.dependsOn;
    this.cases = verdict.cases;
    this.#judged = judged;
    Object.defineProperty(this, 'steps', StatedVerdict.#STEPS);
    this.headline = headline;
  }

  /** The object's own, as every member that JSON shows; one for all, as a getter of its own would give each verdict a hidden class. */
  static readonly #STEPS: PropertyDescriptor = {
    enumerable: true,
    configurable: true,
    get(this: StatedVerdict) {
      return this.#judged().steps;
    },
  };
}
