import type { JourneyReport } from '../findings/report.ts';
import { finalReportOf } from '../findings/report-of.ts';
import type { Journey } from '../trace/journey.ts';
import type { Event, SequencedEvent } from './events.ts';
import { createSessionState } from './fold.ts';
import type { Recorded } from './recorded.ts';

/** A journey with everything concluded from it. */
export interface Judged {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** The journeys of a recording that has ended, judged. */
export function finalReports({ records, witnesses }: Pick<Recorded, 'records' | 'witnesses'>): readonly Judged[] {
  const state = createSessionState();
  const events: Event[] = [
    ...records.map(exchange => ({ type: 'exchange', exchange }) as const),
    ...witnesses.map(witness => ({ type: 'witness', witness }) as const),
  ];
  state.apply(events.map((event, index): SequencedEvent => ({ ...event, seq: index + 1 })));
  return state.journeys.map(journey => ({ journey, report: finalReportOf(journey) }));
}
