import type { Verdict } from '../../../shared/cors/verdict.ts';
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
}
