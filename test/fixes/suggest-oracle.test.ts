import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/cors/facts.ts';
import { judge } from '../../shared/cors/judge.ts';
import { type Failure, failuresOf } from '../../shared/findings/failure.ts';
import { weightOf } from '../../shared/fixes/assumption.ts';
import { dangersOf } from '../../shared/fixes/dangers.ts';
import { type Suggestion, suggestFixes } from '../../shared/fixes/suggest.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';

const cases = readOracle<OracleCase>('dev.ndjson').filter(({ wire }) => wire.length > 0);
const rows = cases.flatMap(test => [
  { id: test.id, knows: 'the page’s word', journey: journeyOf(test, true) },
  { id: test.id, knows: 'the wire alone', journey: journeyOf(test, false) },
]);
const suggested = new Map(rows.map(({ journey }) => [journey, suggestFixes(journey)]));

function journeyOf({ id, wire, request: { credentials, redirect, mode } }: OracleCase, told: boolean): Journey {
  const collector = createCollector();
  for (const [index, message] of wire.entries()) {
    const exchange = toExchange(message, index + 1, 1_000 + index * 20, 10);
    collector.upsert(told ? { ...exchange, asked: { credentials, redirect, mode } } : exchange);
  }
  const journey = collector.journeys.at(-1);
  if (journey === undefined) throw new Error(`${id}: no journey`);
  return journey;
}

function suggestionsFor(journey: Journey): readonly Suggestion[] {
  return suggested.get(journey) ?? [];
}

/** For a CORS reason that headers decide; a page without an origin cannot be named, and `*` is refused with credentials. */
function isMendable(journey: Journey): boolean {
  const verdict = judge(journey);
  const { mode } = factsOf(journey).credentials;
  const failures = failuresOf({ journey, verdict });
  const nameless = failures.some(({ origin }) => origin === 'null') && !journey.legs.some(namesOrigin);
  return (
    failures.length > 0 && failures.every(isForHeaders) && !(nameless && (mode === 'include' || mode === 'unknown'))
  );
}

function isForHeaders({ code }: Failure): boolean {
  return code !== null && code !== 'CorsDisabledScheme';
}

function namesOrigin({ request }: Journey['legs'][number]): boolean {
  return request?.received.lines.some(([name, value]) => /^origin$/i.test(name) && value !== 'null') === true;
}

function outcomeWith(journey: Journey, fix: Suggestion['fix']) {
  const [result] = whatIf([journey], [{ ...fix, id: 'f1' }]).results;
  return { outcome: result?.after.outcome, weight: weightOf(result?.assumes ?? []) };
}

describe('suggestions for what a real Chromium did', () => {
  it.each(rows.filter(({ journey }) => isMendable(journey)))('$id, from $knows: there is one', ({ journey }) => {
    expect(suggestionsFor(journey).length).toBeGreaterThan(0);
  });

  it.each(rows)(
    '$id, from $knows: each leads to allowed, opens nothing, and is no larger than it must be',
    ({ journey }) => {
      for (const { fix, predicted, assumes, dangers } of suggestionsFor(journey)) {
        expect(predicted.outcome).toBe('allowed');
        expect(dangersOf(fix)).toEqual(dangers);
        expect(dangers.filter(({ severity }) => severity === 'unsafe')).toEqual([]);
        if (judge(journey).outcome === 'allowed') continue;
        expect(outcomeWith(journey, fix).outcome).toBe('allowed');
        // without what makes it the way that it is, it would be another one
        const parts = fix.do.filter(({ op }) => op === 'set' || op === 'status');
        for (const part of fix.do.length === 1 ? [] : parts) {
          const less = outcomeWith(journey, { ...fix, do: fix.do.filter(operation => operation !== part) });
          const isWorse = less.outcome !== 'allowed' || less.weight > weightOf(assumes);
          expect(isWorse, `without ${JSON.stringify(part)}`).toBe(true);
        }
      }
    },
  );

  it('covers most of what was blocked', () => {
    const blocked = rows.filter(({ journey }) => judge(journey).outcome === 'blocked');
    const mended = blocked.filter(({ journey }) => suggestionsFor(journey).length > 0);
    const surely = mended.filter(({ journey }) =>
      suggestionsFor(journey)[0]?.assumes.every(({ kind }) => kind !== 'answer-allows'),
    );
    console.info({ blocked: blocked.length, mended: mended.length, surely: surely.length });
    expect(mended.length / blocked.length).toBeGreaterThan(0.9);
  });
});
