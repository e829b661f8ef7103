import type { Facts } from '../cors/facts.ts';
import { headline } from '../cors/headline.ts';
import type { Step, Verdict } from '../cors/verdict.ts';
import { exchangePaths } from '../trace/exchange-path.ts';
import type { Journey } from '../trace/journey.ts';
import { clipExplanation } from './clip-explanation.ts';
import { failuresOf } from './failure.ts';
import { occurrencesOf } from './occurrence.ts';
import type { Explanation, Subject } from './rule.ts';

interface Told {
  readonly headline: string;
  readonly explanations: readonly Explanation[];
}

/**
 * What a report says in words, put together for who reads it: that is most of what a report would hold, and a session of a
 * hundred thousand journeys is read one at a time. The journey does not change, so it is the same whenever it is judged.
 */
export class Sentences {
  readonly #journey: Journey;
  readonly #facts: Facts;
  readonly #judge: (journey: Journey) => Verdict;
  #told: Told | null = null;

  constructor(journey: Journey, facts: Facts, judge: (journey: Journey) => Verdict) {
    this.#journey = journey;
    this.#facts = facts;
    this.#judge = judge;
  }

  get steps(): readonly Step[] {
    return this.#judge(this.#journey).steps;
  }

  get headline(): string {
    return this.#all.headline;
  }

  /** Of the finding with that index in the report. */
  explanation(index: number): Explanation {
    return this.#all.explanations[index] ?? NOTHING;
  }

  get #all(): Told {
    this.#told ??= tell({ journey: this.#journey, verdict: this.#judge(this.#journey), facts: this.#facts });
    return this.#told;
  }
}

const NOTHING: Explanation = { seen: '', why: '', change: '' };

function tell(subject: Subject): Told {
  const { journey, verdict, facts } = subject;
  return {
    headline: withPath(headline(journey, verdict, facts), subject),
    explanations: occurrencesOf(subject).map(({ rule, hit }) => clipExplanation(rule.explain(hit))),
  };
}

/** Where taps on the way tell more, the sentence goes on with what happened there. */
function withPath(sentence: string, { journey, verdict }: Subject): string {
  if (journey.trails === undefined || verdict.outcome !== 'blocked') return sentence;
  const exchange = failuresOf({ journey, verdict })[0]?.exchange.id;
  const clause = exchangePaths(journey).find(path => path.exchange === exchange)?.happened[0];
  return clause === undefined ? sentence : `${sentence.replace(/\.$/, '')}; ${clause}.`;
}
