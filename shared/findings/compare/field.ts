import type { Journey } from '../../trace/journey.ts';
import type { JourneyReport } from '../report.ts';

/** A journey with everything concluded from it. */
export interface Side {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** One thing in which two journeys can differ. */
export interface Field {
  readonly name: string;
  /** Null where the journey has no such thing. Lists are compared as sets: their order and letter case say nothing. */
  read(side: Side): string | null;
  /** How values are compared; absent: as they are. */
  readonly as?: 'tokens';
  /** Whether the values say the same of each side, where that is more or less than being the same; absent: it is not. */
  alike?(a: Side, b: Side): boolean;
  /** What the difference does, with both values; null where it has no part in whether a page may read the answer. */
  effect(a: string | null, b: string | null): string | null;
}
