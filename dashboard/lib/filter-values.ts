import type { JourneyReport } from '../../shared/findings/report.ts';
import { maskLine } from '../../shared/http/mask.ts';
import { allExchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { HAS_NAMES } from '../../shared/wire/filter-has.ts';
import { headsOf } from '../../shared/wire/filter-header.ts';
import { splitUrl } from './text.ts';

const FIXED: Readonly<Record<string, readonly string[]>> = {
  verdict: ['blocked', 'depends', 'allowed', 'not-cors', 'pending'],
  category: ['preflight', 'actual', 'not-cors', 'ok'],
  has: HAS_NAMES,
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
  status: journey => allExchangesOf(journey).map(exchange => exchange.delivered?.status),
  tap: journey => allExchangesOf(journey).map(exchange => exchange.tap),
  header: journey => linesOf(journey).map(([name]) => name.toLowerCase()),
  fix: journey => allExchangesOf(journey).flatMap(exchange => exchange.fixes),
};

/** Values of a field that really occur, the most frequent first; of `header`, once its name is typed, `name=value`. */
export function valuesThere(
  field: string,
  typed: string,
  journeys: readonly Journey[],
  report: (journey: Journey) => JourneyReport,
): readonly string[] {
  const fixed = FIXED[field];
  if (fixed !== undefined) return fixed;
  const equals = field === 'header' ? typed.indexOf('=') : -1;
  const read = equals === -1 ? READERS[field] : readerOf(typed.slice(0, equals));
  if (read === undefined) return [];
  const counts = new Map<string, number>();
  for (const journey of journeys) {
    for (const value of read(journey, report(journey))) {
      if (value !== null && value !== undefined && value !== '') {
        counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      }
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value);
}

/** Secrets are suggested to nobody: they would stand on the screen. */
function readerOf(name: string): Reader {
  return journey =>
    linesOf(journey)
      .filter(line => line[0].toLowerCase() === name && maskLine(line) === line)
      .map(([, value]) => `${name}=${value}`);
}

function linesOf(journey: Journey) {
  return allExchangesOf(journey).flatMap(exchange => headsOf(exchange).flat());
}
