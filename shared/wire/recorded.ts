import type { Witness } from '../trace/witness.ts';
import { readSession } from './decode.ts';
import type { SequencedEvent } from './events.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import { isHar, readHar } from './har/read-har.ts';
import type { ProbeRecord } from './probe-record.ts';

/** A body that a capture holds. */
export interface RecordedBody {
  readonly exchange: string;
  readonly side: 'request' | 'response';
  readonly base64: string;
}

/** What a file holds, whoever wrote it. */
export interface Recorded {
  /** In the order in which the requests began. */
  readonly records: readonly ExchangeRecord[];
  readonly bodies: readonly RecordedBody[];
  /** The browser's own accounts. */
  readonly witnesses: readonly Witness[];
  readonly probes: readonly ProbeRecord[];
  /** Parts of the file that could not be read, and were left out. */
  readonly notes: readonly string[];
}

/** Reads a HAR or a capture, told apart by what is in it. A string is a sentence on why it is neither. */
export function readRecorded(text: string): Recorded | string {
  // HAR files may begin with a byte order mark (https://www.rfc-editor.org/rfc/rfc8259#section-8.1)
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '') return 'it is empty';
  const json = parseJson(content);
  if ('problem' in json || isEvent(json.value)) return readCapture(content, 'problem' in json ? json.problem : null);
  if (!isHar(json.value)) return 'it is JSON, but no HAR: "log" with a list of "entries" is missing';
  const har = readHar(json.value);
  if (har === null) return 'none of its entries has a method and a URL';
  return { records: har.records, bodies: [], witnesses: har.witnesses, probes: har.probes, notes: har.problems };
}

function readCapture(text: string, jsonProblem: string | null): Recorded | string {
  const { events, problems } = readSession(text);
  const [first] = problems;
  if (!events.some(({ type }) => type === 'session')) {
    const isText = jsonProblem !== null && first?.reason === 'not JSON' && first.line === 1;
    const why = isText ? jsonProblem : (first?.reason ?? 'no line of it is a session event');
    return `it is neither a HAR nor a corscope capture (${why})`;
  }
  const notes = problems.map(({ line, reason }) => `line ${line}: ${reason}`);
  return { ...recordedIn(events), notes };
}

/** A capture tells of exchanges as they end; of each, the last state counts. */
function recordedIn(events: readonly SequencedEvent[]): Omit<Recorded, 'notes'> {
  const records = new Map<string, ExchangeRecord>();
  const bodies: RecordedBody[] = [];
  const witnesses = new Map<string, Witness>();
  const probes = new Map<string, ProbeRecord>();
  const cleared = events.findLastIndex(({ type }) => type === 'cleared');
  for (const event of events.slice(cleared + 1)) {
    if (event.type === 'exchange') records.set(event.exchange.id, event.exchange);
    else if (event.type === 'body') bodies.push(event);
    else if (event.type === 'witness') witnesses.set(event.witness.id, event.witness);
    else if (event.type === 'probe') probes.set(event.probe.id, event.probe);
  }
  return {
    records: [...records.values()].sort((a, b) => numberOf(a) - numberOf(b)),
    bodies,
    witnesses: [...witnesses.values()],
    probes: [...probes.values()],
  };
}

function numberOf({ id }: ExchangeRecord): number {
  return Number(id.slice(1));
}

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && 'seq' in value;
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
