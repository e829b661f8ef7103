import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/cors/facts.ts';
import { judge } from '../../shared/cors/judge.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { expectedOf, isAsExpected } from './expectation.ts';
import { toExchange } from './oracle-exchange.ts';
import { type OracleSequence, readOracle } from './oracle-file.ts';

const sequences = readOracle<OracleSequence>('sequences-dev.ndjson');

/** One journey for each step that sent anything; null for those that the HTTP cache served. */
function journeysOf(sequence: OracleSequence): (Journey | null)[] {
  const collector = createCollector();
  let number = 0;
  const ids = sequence.steps.map(step => {
    const share = step.elapsedMs / Math.max(step.wire.length, 1);
    for (const [index, message] of step.wire.entries()) {
      number += 1;
      collector.upsert(toExchange(message, number, step.startMs + index * share, share / 2));
    }
    return step.wire.length === 0 ? null : `e${number}`;
  });
  return ids.map(
    last => collector.journeys.find(journey => exchangesOf(journey).some(({ id }) => id === last)) ?? null,
  );
}

describe('sequences of requests that a real Chromium made', () => {
  it.each(sequences.map(sequence => [sequence.id, sequence.scenario, sequence] as const))(
    '%s (%s)',
    (_, __, sequence) => {
      const journeys = journeysOf(sequence);
      expect(new Set(journeys.filter(journey => journey !== null)).size).toBe(
        sequence.steps.filter(step => step.wire.length > 0).length,
      );
      for (const [index, step] of sequence.steps.entries()) {
        const journey = journeys[index];
        if (journey == null) continue;
        const { credentials, redirect, mode } = step.request;
        const verdict = judge(journey, { credentials, redirect, mode });
        const expected = expectedOf(step.label, step.request, false);
        expect(isAsExpected(verdict, expected), `step ${index}: ${JSON.stringify(verdict)}`).toBe(true);
        const preflight = factsOf(journey, { credentials, redirect, mode }).preflight;
        const due = sequence.kind === 'preflight-cache';
        expect(preflight, `step ${index}`).toBe(step.preflightSent ? 'sent' : due ? 'cached' : 'not-needed');
        const blind = judge(journey);
        if (blind.outcome !== 'depends') expect(isAsExpected(blind, expected), `step ${index}, no hints`).toBe(true);
      }
    },
  );

  it('counts what could be judged', () => {
    const steps = sequences.flatMap(sequence => {
      const journeys = journeysOf(sequence);
      return sequence.steps.map((_, index) => journeys[index] ?? null);
    });
    const unseen = steps.filter(journey => journey === null).length;
    console.info({ judged: steps.length - unseen, 'served from the HTTP cache, nothing on the wire': unseen });
    expect(unseen).toBeLessThan(steps.length / 4);
  });
});
