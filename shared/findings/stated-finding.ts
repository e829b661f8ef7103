import type { LineRef } from '../trace/exchange.ts';
import type { Finding } from './report.ts';
import type { Explanation } from './rule.ts';
import type { Sentences } from './sentences.ts';

type Named = Omit<Finding, keyof Explanation>;

/** A finding of a report: its three sentences are made by who reads them. */
export class StatedFinding implements Finding {
  readonly id: string;
  readonly severity: Finding['severity'];
  readonly scenario: string;
  readonly checks: readonly string[];
  readonly layer: string;
  readonly evidence: readonly LineRef[];
  declare readonly seen: string;
  declare readonly why: string;
  declare readonly change: string;
  readonly #sentences: Sentences;
  readonly #index: number;

  /** `index`: its place among the findings of the report. */
  constructor({ id, severity, scenario, checks, layer, evidence }: Named, sentences: Sentences, index: number) {
    this.id = id;
    this.severity = severity;
    this.scenario = scenario;
    this.checks = checks;
    this.layer = layer;
    this.evidence = evidence;
    this.#sentences = sentences;
    this.#index = index;
    Object.defineProperties(this, StatedFinding.#READ);
  }

  static #reader(sentence: keyof Explanation): PropertyDescriptor {
    return {
      enumerable: true,
      configurable: true,
      get(this: StatedFinding) {
        return this.#sentences.explanation(this.#index)[sentence];
      },
    };
  }

  /** As in StatedVerdict: each finding's own, and the same for all. */
  static readonly #READ: PropertyDescriptorMap = {
    seen: StatedFinding.#reader('seen'),
    why: StatedFinding.#reader('why'),
    change: StatedFinding.#reader('change'),
  };
}
