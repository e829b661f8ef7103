import { starterPolicy } from '../../shared/audit/starter.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { type Event, PROTOCOL } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { finalReports } from '../../shared/wire/final-reports.ts';
import { writeHar } from '../../shared/wire/har/write-har.ts';
import { writeMarkdown } from '../../shared/wire/write-markdown.ts';
import type { Selection } from './export-selection.ts';

export interface ExportSource extends Selection {
  readonly sessionId: string;
  readonly version: string;
  readonly fixes: readonly Fix[];
  /** Null where the exchange's body is not to be told. */
  body(exchangeId: string, side: 'request' | 'response'): Buffer | null;
}

interface Format {
  readonly type: string;
  readonly extension: string;
  write(source: ExportSource): string;
}

/** One line a format. */
const FORMATS = {
  har: { type: 'application/json', extension: 'har', write: harText },
  capture: { type: 'application/x-ndjson', extension: 'ndjson', write: captureText },
  policy: { type: 'application/json', extension: 'policy.json', write: policyText },
  markdown: { type: 'text/markdown; charset=utf-8', extension: 'md', write: markdownText },
} satisfies Record<string, Format>;

export const EXPORT_FORMATS: ReadonlyMap<string, Format> = new Map(Object.entries(FORMATS));

function harText(source: ExportSource): string {
  return JSON.stringify(writeHar(source, source.version), null, 1);
}

/** A session file: what `--session` and `check` read. */
function captureText(source: ExportSource): string {
  const { sessionId, version, records, witnesses, probes, fixes } = source;
  const startedAt = records[0]?.startedAt ?? 0;
  const events: Event[] = [
    { type: 'session', protocol: PROTOCOL, id: sessionId, version, startedAt, taps: [] },
    ...(fixes.length === 0 ? [] : [{ type: 'fixes', fixes } as const]),
    ...records.flatMap(exchange => [{ type: 'exchange', exchange } as const, ...bodyEvents(source, exchange)]),
    ...witnesses.map(witness => ({ type: 'witness', witness }) as const),
    ...probes.map(probe => ({ type: 'probe', probe }) as const),
  ];
  return events.map((event, seq) => `${JSON.stringify({ seq, ...event })}\n`).join('');
}

function bodyEvents(source: ExportSource, { id }: ExchangeRecord): Event[] {
  return (['request', 'response'] as const).flatMap(side => {
    const bytes = source.body(id, side);
    if (bytes === null || bytes.length === 0) return [];
    return [{ type: 'body', exchange: id, side, base64: bytes.toString('base64') } as const];
  });
}

function markdownText(source: ExportSource): string {
  return writeMarkdown(wantedReports(source));
}

/** To begin with: `corscope audit` holds a deployment against it. */
function policyText(source: ExportSource): string {
  return `${JSON.stringify(starterPolicy(wantedReports(source)), null, 2)}\n`;
}

function wantedReports({ journeys, ...source }: ExportSource) {
  return finalReports(source).filter(({ report }) => journeys.has(report.id));
}
