import type { Step, Verdict } from '../cors/verdict.ts';
import type { Sentences } from './sentences.ts';

/** A verdict of a report: its steps and its sentence are made by who reads them. */
export class StatedVerdict implements Verdict {
  readonly outcome: Verdict['outcome'];
  readonly phase: Verdict['phase'];
  readonly code: Verdict['code'];
  readonly leg: number;
  readonly dependsOn: Verdict['dependsOn'];
  readonly cases: Verdict['cases'];
  declare readonly headline: string;
  declare readonly steps: readonly Step[];
  readonly #sentences: Sentences;

  constructor({ outcome, phase, code, leg, dependsOn, cases }: Verdict, sentences: Sentences) {
    this.outcome = outcome;
    this.phase = phase;
    this.code = code;
    this.leg = leg;
    this.dependsOn = dependsOn;
    this.cases = cases;
    this.#sentences = sentences;
    Object.defineProperties(this, StatedVerdict.#READ);
  }

  /** The object's own, as every member that JSON shows; the same for all, as getters of its own would give each a hidden class. */
  static readonly #READ: PropertyDescriptorMap = {
    headline: {
      enumerable: true,
      configurable: true,
      get(this: StatedVerdict) {
        return this.#sentences.headline;
      },
    },
    steps: {
      enumerable: true,
      configurable: true,
      get(this: StatedVerdict) {
        return this.#sentences.steps;
      },
    },
  };
}
