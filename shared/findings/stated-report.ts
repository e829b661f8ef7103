import type { Category } from '../cors/category.ts';
import type { Facts } from '../cors/facts.ts';
import { allExchangesOf, type Journey } from '../trace/journey.ts';
import type { Finding, JourneyReport, WitnessReport } from './report.ts';

type Concluded = Pick<JourneyReport, 'facts' | 'category' | 'verdict' | 'witness' | 'findings'>;

/** A report: what the journey itself says of it is read there. */
export class StatedReport implements JourneyReport {
  // declared: what a class has as fields stands in front of what its constructor defines
  declare readonly id: string;
  declare readonly startedAt: string;
  declare readonly facts: Facts;
  declare readonly category: Category;
  declare readonly verdict: JourneyReport['verdict'];
  declare readonly witness: WitnessReport | null;
  declare readonly findings: readonly Finding[];
  declare readonly exchanges: readonly string[];
  readonly #journey: Journey;

  constructor(journey: Journey, { facts, category, verdict, witness, findings }: Concluded) {
    this.id = journey.id;
    Object.defineProperty(this, 'startedAt', StatedReport.#STARTED_AT);
    this.facts = facts;
    this.category = category;
    this.verdict = verdict;
    this.witness = witness;
    this.findings = findings;
    Object.defineProperty(this, 'exchanges', StatedReport.#EXCHANGES);
    this.#journey = journey;
  }

  /** As in StatedVerdict: each report's own, and the same for all. Where they are defined is where JSON shows them. */
  static readonly #STARTED_AT: PropertyDescriptor = {
    enumerable: true,
    configurable: true,
    get(this: StatedReport) {
      return new Date(this.#journey.startedAt).toISOString();
    },
  };

  static readonly #EXCHANGES: PropertyDescriptor = {
    enumerable: true,
    configurable: true,
    get(this: StatedReport) {
      return allExchangesOf(this.#journey).map(({ id }) => id);
    },
  };
}
