import type { Decision, Source } from '../findings/checklist/walk.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { CheckReport, ConclusionReport, ProbeReport } from './probe-report.ts';

/** What a probe says of the checklist's rows; evidence under the names that a session has for a probe's exchanges. */
export function decisionsOf(id: string, { url, checks, conclusions }: ProbeReport): Decision[] {
  const source: Source = { kind: 'probe', id };
  // the last one of a row is shown first
  const byImportance = conclusions.toReversed();
  return checks.flatMap(check => {
    if (check.result !== 'fail') return [open(check, source, url)];
    return byImportance.filter(each => each.checks.includes(check.id)).map(each => failed(check.id, each, source));
  });
}

function open({ id: row, result, evidence, needs }: CheckReport, source: Source, url: string): Decision {
  const wanted = needs === '' ? '' : `Probe ${source.id} of \`${url}\` did not decide it: that takes ${needs}.`;
  return { row, result, source, finding: null, seen: '', change: '', evidence: named(source, evidence), needs: wanted };
}

function failed(row: string, { id: finding, seen, change, evidence }: ConclusionReport, source: Source): Decision {
  return { row, result: 'fail', source, finding, seen, change, evidence: named(source, evidence), needs: '' };
}

function named({ id }: Source, evidence: readonly LineRef[]): LineRef[] {
  return evidence.map(ref => ({ ...ref, exchange: `${id}.${ref.exchange}` }));
}
