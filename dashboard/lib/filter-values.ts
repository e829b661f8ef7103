import type { JourneyReport } from '../../shared/findings/report.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { splitUrl } from './text.ts';

const FIXED: Readonly<Record<string, readonly string[]>> = {
  verdict: ['blocked', 'depends', 'allowed', 'not-cors', 'pending'],
  phase: ['preflight', 'actual', 'redirect'],
  witness: ['agrees', 'disagrees', 'none'],
  scenario: ['s1', 's2', 's3', 's4', 's5', 's6', 's7'],
};

type Reader = (journey: Journey, report: JourneyReport) => readonly (string | number | null | undefined)[];

const READERS: Readonly<Record<string, Reader>> = {
  code: (_, { verdict }) => [verdict.code, ...verdict.cases.map(one => one.code)],
  finding: (_, { findings }) => findings.map(finding => finding.id),
  layer: (_, { findings }) => findings.map(finding => finding.layer),
  origin: (_, { facts }) => [facts.pageOrigin],
  host: (_, { facts }) => [splitUrl(facts.url).host],
  path: (_, { facts }) => [splitUrl(facts.url).path.replace(/\?.*/s, '')],
  method: (_, { facts }) => [facts.method],
  status: journey => exchangesOf(journey).map(exchange => exchange.delivered?.status),
  fix: journey => exchangesOf(journey).flatMap(exchange => exchange.fixes),
};

/** Values of a field that really occur, the most frequent first. */
export function valuesThere(
  field: string,
  journeys: readonly Journey[],
  report: (journey: Journey) => JourneyReport,
): readonly string[] {
  const fixed = FIXED[field];
  if (fixed !== undefined) return fixed;
  const read = READERS[field];
  if (read === undefined) return [];
  const counts = new Map<string, number>();
  for (const journey of journeys) {
    for (const value of read(journey, report(journey))) {
      if (value !== null && value !== undefined && value !== '' && !/\s/.test(String(value))) {
        counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      }
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value);
}
