import { decodeEvent } from '../../shared/wire/decode.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { EventLog } from '../record/event-log.ts';
import type { Bodies } from '../record/log-sink.ts';
import { pairBodies, type SavedExchange } from '../record/pair-bodies.ts';

/** What is true of a tap's exchanges here, whatever the tap says of itself. */
export interface TakenAs {
  /** The tap's name in this session. */
  readonly tap: string;
  /** By how many milliseconds its clock is ahead of ours. */
  readonly ahead: number;
  /** Bytes of a body that are kept. */
  readonly bodyBytes: number;
}

/** What this session has of one run of a joined tap, however often its link drops. */
export class JoinedLog {
  /** The last number of the tap's log that has arrived. */
  last: number;
  private readonly session: string;
  private readonly log: EventLog;
  /** Our ids of exchanges that are under way there, by theirs. */
  private readonly underWay = new Map<string, string>();

  constructor(log: EventLog, session: string, last: number) {
    this.log = log;
    this.session = session;
    this.last = last;
  }

  /**
   * Takes in a stretch of the tap's events: NDJSON, each exchange with its bodies. What has arrived before is left out.
   * Returns why lines could not be read.
   */
  take(text: string, as: TakenAs): string[] {
    const problems: string[] = [];
    const pairs = pairBodies(saved => this.adopt(saved, as));
    let { last } = this;
    for (const line of text.split('\n')) {
      const decoded = line === '' ? null : decodeEvent(line);
      if (decoded?.kind === 'problem') problems.push(decoded.reason);
      if (decoded?.kind !== 'event' || decoded.event.seq <= this.last) continue;
      const { event } = decoded;
      last = event.seq;
      pairs.take(event.type === 'exchange' ? { ...event, reported: { session: this.session, seq: event.seq } } : event);
    }
    pairs.end();
    this.last = last;
    return problems;
  }

  private adopt({ record, bodies, reported }: SavedExchange, as: TakenAs): void {
    if (reported === undefined) return;
    const kept = {
      request: bodies.request.subarray(0, as.bodyBytes),
      response: bodies.response.subarray(0, as.bodyBytes),
    };
    const ours = recordAs(record, kept, as);
    const known = this.underWay.get(record.id);
    if (known === undefined) this.note(record, this.log.adopt(ours, kept, reported));
    else {
      this.log.update({ ...ours, id: known }, kept, reported);
      this.note(record, known);
    }
  }

  private note({ id, outcome }: ExchangeRecord, ours: string): void {
    if (outcome.kind === 'open') this.underWay.set(id, ours);
    else this.underWay.delete(id);
  }
}

function recordAs(record: ExchangeRecord, { request, response }: Bodies, { tap, ahead }: TakenAs): ExchangeRecord {
  return {
    ...record,
    tap,
    startedAt: Math.round((record.startedAt - ahead) * 1000) / 1000,
    requestBody: { bytes: record.requestBody.bytes, kept: request.length },
    responseBody: { bytes: record.responseBody.bytes, kept: response.length },
  };
}
