import type { Witness } from '../../trace/witness.ts';
import { PROTOCOL } from '../events.ts';
import type { ProbeRecord } from '../probe-record.ts';
import type { Recorded } from '../recorded.ts';
import { harEntryOf, type WrittenEntry } from './written-entry.ts';

type HarSource = Pick<Recorded, 'records' | 'witnesses'> & Partial<Pick<Recorded, 'probes'>>;

export interface WrittenHar {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: 'corscope'; readonly version: string };
    readonly pages: readonly [];
    readonly entries: readonly WrittenEntry[];
    readonly _corscope: {
      readonly protocol: number;
      readonly witnesses: readonly Witness[];
      readonly probes: readonly ProbeRecord[];
    };
  };
}

/**
 * Exchanges as a HAR that DevTools imports, in the order given. `_corscope` of each entry holds the whole record, that of
 * the log the browser's accounts and the probes, so that reading the file again leads to the same verdicts; bodies stay behind.
 */
export function writeHar({ records, witnesses, probes = [] }: HarSource, version: string): WrittenHar {
  return {
    log: {
      version: '1.2',
      creator: { name: 'corscope', version },
      pages: [],
      entries: records.map(harEntryOf),
      _corscope: { protocol: PROTOCOL, witnesses, probes },
    },
  };
}
