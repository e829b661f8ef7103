import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import type { JudgeHints } from '../../shared/cors/judge-hints.ts';
import { readableHeaders } from '../../shared/cors/readable-headers.ts';
import type { Verdict } from '../../shared/cors/verdict.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { expectedOf, isAsExpected, skipReason, staysInOrigin } from './expectation.ts';
import { toExchange } from './oracle-exchange.ts';
import { type OracleCase, readOracle } from './oracle-file.ts';

const cases = readOracle<OracleCase>('dev.ndjson');
const judged = cases.filter(test => skipReason(test) === null);

/** Chromium sends a preflight again where the connection was closed on it: the last journey is the one that counts. */
function journeyOf(test: OracleCase): Journey {
  const collector = createCollector();
  for (const [index, message] of test.wire.entries()) {
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  }
  const journeys = collector.journeys;
  const last = journeys.at(-1);
  if (last === undefined) throw new Error(`${test.id}: no journey`);
  if (journeys.some(journey => journey.legs.some(leg => leg.request !== null) && journey !== last)) {
    throw new Error(`${test.id}: ${journeys.length} journeys`);
  }
  return last;
}

function hintsOf({ request: { credentials, redirect, mode } }: OracleCase): JudgeHints {
  return { credentials, redirect, mode };
}

function isCaseAsExpected(test: OracleCase, verdict: Verdict): boolean {
  if (verdict.outcome !== 'depends')
    return isAsExpected(verdict, expectedOf(test.label, test.request, staysInOrigin(test)));
  const runs = [
    { ...test.request, ...test.label },
    ...(test.variants ?? []).filter(run => run.sameWire).map(run => ({ ...test.request, ...run })),
  ];
  return runs.every(run => {
    const found = verdict.cases.find(
      ({ when }) =>
        (when.credentials ?? run.credentials) === run.credentials && (when.redirect ?? run.redirect) === run.redirect,
    );
    return found !== undefined && isAsExpected(found, expectedOf(run, run, false));
  });
}

/**
 * The recording calls a case decidable that another run of it decides: with the cookie that the jar held, or because
 * XMLHttpRequest has no redirect mode, or because only one fact was varied at a time. The messages show none of these.
 */
function isUndecidable(test: OracleCase, verdict: Verdict): boolean {
  if (test.wireAmbiguous === true || verdict.dependsOn.length > 1) return true;
  return verdict.dependsOn.includes('credentials') ? test.jar.length > 0 : test.request.api === 'xhr';
}

describe('single requests that a real Chromium made', () => {
  it.each(judged.map(test => [test.id, test] as const))(
    '%s ends as the browser said, from the wire alone',
    (_, test) => {
      const verdict = judge(journeyOf(test));
      expect(isCaseAsExpected(test, verdict), describeMiss(test, verdict)).toBe(true);
      if (verdict.outcome === 'depends') expect(isUndecidable(test, verdict), describeMiss(test, verdict)).toBe(true);
    },
  );

  it.each(judged.map(test => [test.id, test] as const))(
    '%s is never open when the page’s request is known',
    (_, test) => {
      const verdict = judge(journeyOf(test), hintsOf(test));
      expect(verdict.outcome).not.toBe('depends');
      const expected = expectedOf(test.label, test.request, staysInOrigin(test));
      expect(isAsExpected(verdict, expected), describeMiss(test, verdict)).toBe(true);
    },
  );

  it.each(
    judged
      .filter(test => test.label.readableHeaders !== undefined && !staysInOrigin(test))
      .map(test => [test.id, test] as const),
  )('%s lets the page read the headers that the browser let it read', (_, test) => {
    const final = journeyOf(test).legs.at(-1)?.request;
    if (final == null) throw new Error(`${test.id}: no final request`);
    expect(readableHeaders(final, test.request.credentials === 'include')).toEqual(test.label.readableHeaders);
  });

  it('counts what was decided, what depends and what was skipped', () => {
    const counts = new Map<string, number>();
    for (const test of cases) {
      const key = skipReason(test) ?? judge(journeyOf(test)).outcome;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    console.info(Object.fromEntries(counts));
    expect(judged.length).toBeGreaterThan(400);
  });
});

function describeMiss(test: OracleCase, verdict: Verdict): string {
  return `${JSON.stringify({ request: test.request, label: test.label })}\n${JSON.stringify(verdict, null, 1)}`;
}
