import type { Verdict } from '../../../shared/cors/verdict.ts';
import type { Finding } from '../../../shared/findings/report.ts';
import type { AppAnswer } from '../../support/servers/app.ts';
import type { Call } from './call.ts';
import type { Layer } from './layer.ts';
import type { Seen } from './wire.ts';

/** A way in which layers break CORS, as it is built and what corscope must say of its last call. */
export interface Pattern {
  readonly id: string;
  readonly desc: string;
  /** From the outermost to the last before the app. */
  readonly layers: readonly Layer[];
  /** What the app answers; null where it is down. */
  readonly app: readonly AppAnswer[] | null;
  readonly calls: readonly Call[];
  /** Every request at every tap, in the order in which they came. */
  readonly wire: readonly Seen[];
  /** Of the last call. */
  readonly verdict: Pick<Verdict, 'outcome' | 'phase' | 'code'>;
  /** What explains it; null where there is nothing to explain. Other checks may be named beside. */
  readonly finding: Pick<Finding, 'id' | 'layer' | 'checks'> | null;
  readonly path: PathOfLast;
  readonly ladder: Ladder;
}

/** Of the last message that was sent. */
export interface PathOfLast {
  /** Those that the request came to; the last one answered, or was to. */
  readonly layers: readonly string[];
  /** Taps that the request should have come to: the layer in front of them answered by itself. */
  readonly missed: readonly string[];
  /** What layers did to Origin, Vary and CORS headers, request before answer: `nginx removed Vary`. */
  readonly changes: readonly string[];
  /** Layers that asked twice, and how: `nginx: retry`. */
  readonly many?: readonly string[];
}

/** What the probe says of the last call, with each layer asked at its own address, past the taps. */
export interface Ladder {
  /** Every conclusion that is more than a note, as `nginx: doubled`; that the app allows whoever asks is left out. */
  readonly blames: readonly string[];
  /** Rows of the checklist that fail; others may beside. */
  readonly checks: readonly string[];
}
