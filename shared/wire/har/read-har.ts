import * as v from 'valibot';
import type { Witness } from '../../trace/witness.ts';
import { ExchangeSchema, ProbeSchema } from '../event-schema.ts';
import { PROTOCOL } from '../events.ts';
import type { ExchangeRecord } from '../exchange-record.ts';
import type { ProbeRecord } from '../probe-record.ts';
import { WitnessSchema } from '../witness-schema.ts';
import { exchangeOfEntry } from './har-entry.ts';
import { type HarEntry, HarEntrySchema, HarSchema } from './har-schema.ts';
import { followClock } from './redirect-clock.ts';
import { type Draft, inWireOrder } from './wire-order.ts';

/** `problems` name entries that could not be read, and were left out. */
export interface ReadHar {
  readonly records: readonly ExchangeRecord[];
  /** What corscope itself wrote of the browser's accounts. */
  readonly witnesses: readonly Witness[];
  /** And of what its probes brought home. */
  readonly probes: readonly ProbeRecord[];
  readonly problems: readonly string[];
}

const OwnSchema = v.object({ protocol: v.literal(PROTOCOL), exchange: ExchangeSchema });

const OwnLogSchema = v.object({
  protocol: v.literal(PROTOCOL),
  witnesses: v.array(WitnessSchema),
  probes: v.optional(v.array(ProbeSchema), []),
});

export function isHar(value: unknown): boolean {
  return v.is(HarSchema, value);
}

/** A HAR's entries as exchanges `e1`, `e2` … in wire order. Null where the value is no HAR, or nothing in it can be read. */
export function readHar(value: unknown): ReadHar | null {
  const har = v.safeParse(HarSchema, value);
  if (!har.success) return null;
  const problems: string[] = [];
  const drafts: Draft[] = [];
  const { entries } = har.output.log;
  let whole = true;
  for (const [index, raw] of entries.entries()) {
    const entry = v.safeParse(HarEntrySchema, raw);
    if (!entry.success) {
      problems.push(`entry ${index + 1}: ${issueText(entry.issues[0])}`);
      continue;
    }
    const own = ownRecord(entry.output);
    const record = own ?? exchangeOfEntry(entry.output, drafts.at(-1)?.record.startedAt ?? 0);
    if (record !== null) drafts.push({ record, marked: entry.output._resourceType === 'preflight' });
    whole &&= own !== null;
  }
  if (entries.length > 0 && problems.length === entries.length) return null;
  const ordered = whole ? drafts.map(({ record }) => record) : followClock(inWireOrder(drafts));
  return {
    records: ordered.map((record, index) => ({ ...record, id: `e${index + 1}` })),
    ...ownAccounts(har.output.log._corscope),
    problems,
  };
}

/** What corscope itself recorded stands beside what other tools read: all of it, and to the microsecond. */
function ownRecord({ _corscope }: HarEntry): ExchangeRecord | null {
  const own = v.safeParse(OwnSchema, _corscope);
  return own.success ? own.output.exchange : null;
}

function ownAccounts(member: unknown): Pick<ReadHar, 'witnesses' | 'probes'> {
  const own = v.safeParse(OwnLogSchema, member);
  return own.success ? own.output : { witnesses: [], probes: [] };
}

function issueText(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
