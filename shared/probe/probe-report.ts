import type { JourneyReport } from '../findings/report.ts';
import type { Exchange, LineRef } from '../trace/exchange.ts';
import type { Generator } from '../trace/layers/generator.ts';
import type { LayerGuess } from '../trace/layers/recognise.ts';
import type { QuestionKind } from './probe-request.ts';

/** A line of the plan, for people and scripts: secrets are masked. */
export interface PlannedRequest {
  readonly number: number;
  readonly rung: string;
  readonly kind: QuestionKind;
  readonly question: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly reason: string;
}

/** `exchange` is null where the request was not sent: the rung could not be reached before. */
export interface RungAnswer {
  readonly number: number;
  readonly kind: QuestionKind;
  readonly question: string;
  readonly exchange: Exchange | null;
}

export interface RungReport {
  readonly name: string;
  readonly address: string;
  /** Somebody answered there. */
  readonly reached: boolean;
  /** Who seems to stand there and behind it, by marks in the answers; guesses, each with its evidence. */
  readonly layers: readonly LayerGuess[];
  /** Who seems to have made the errors that came. */
  readonly errorMakers: readonly Generator[];
  readonly answers: readonly RungAnswer[];
  /** One for each origin and method asked for: what the browser would do, were this rung what it talks to. */
  readonly journeys: readonly JourneyReport[];
}

/** A question's answer on one rung. */
export interface Cell {
  readonly rung: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Every value of Access-Control-Allow-Origin, in wire order. */
  readonly allowOrigin: readonly string[];
  /** May a page of that origin read the answer; null where no origin was sent, or no answer came. */
  readonly readable: boolean | null;
  /** The cache's own word that the answer was stored, such as `Age: 12`; null where nothing says so. */
  readonly cached: string | null;
  /** The same in a few words. */
  readonly text: string;
}

/** A question with its answers, one a rung. */
export interface Row {
  readonly kind: QuestionKind;
  readonly question: string;
  readonly cells: readonly Cell[];
}

export type Severity = 'blocks' | 'risks' | 'notes';

/** What the answers side by side tell: which layer does what. */
export interface ConclusionReport {
  readonly id: string;
  readonly severity: Severity;
  /** Row ids of the checklist. */
  readonly checks: readonly string[];
  /** Name of the rung to blame. */
  readonly layer: string;
  readonly evidence: readonly LineRef[];
  /** Whole sentences with the request's own values. */
  readonly seen: string;
  readonly why: string;
  readonly change: string;
}

/** A row of the checklist that a probe can decide. */
export interface CheckReport {
  readonly id: string;
  readonly result: 'pass' | 'fail' | 'not-seen';
  readonly evidence: readonly LineRef[];
  /** For `not-seen`: what would decide it; else empty. */
  readonly needs: string;
}

/** What `corscope probe --json` prints and `POST /api/probe` answers. Secrets are masked. */
export interface ProbeReport {
  readonly event: 'probe';
  readonly url: string;
  readonly dryRun: boolean;
  /** How the page's own request ends, in one sentence. */
  readonly headline: string;
  /** Whether the first rung could be reached, and whether it lets all asked origins and methods through. */
  readonly outcome: 'allowed' | 'blocked' | 'depends' | 'unreachable' | 'not-sent';
  readonly plan: readonly PlannedRequest[];
  readonly rungs: readonly RungReport[];
  readonly table: readonly Row[];
  /** Most important first. */
  readonly conclusions: readonly ConclusionReport[];
  readonly couldNotTell: readonly string[];
  readonly checks: readonly CheckReport[];
}
