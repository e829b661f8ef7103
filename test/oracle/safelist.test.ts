import { describe, expect, it } from 'vitest';
import { preflightCauses } from '../../shared/cors/preflight-cause.ts';
import { isBrowserOwn } from '../../shared/http/browser-header.ts';
import { unsafeHeaderNames } from '../../shared/http/safelisted-request-header.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Leg } from '../../shared/trace/journey.ts';
import { preflightQuestion } from '../../shared/trace/preflight.ts';
import { isPreflightDue } from '../../shared/trace/preflight-due.ts';
import { toExchange } from './oracle-exchange.ts';
import { type OracleCase, readOracle } from './oracle-file.ts';

/** The network stack mends `bytes= 0-1`, which needs leave, before it reaches the wire as `bytes=0-1`, which does not. */
const cases = readOracle<OracleCase>('dev.ndjson').filter(
  test => !test.request.headers.some(([, value]) => value.startsWith('bytes= ')),
);
const legs = cases.flatMap(test => {
  const collector = createCollector();
  for (const [index, message] of test.wire.entries()) collector.upsert(toExchange(message, index + 1, index * 20, 10));
  return collector.journeys.flatMap(journey =>
    journey.legs.map((leg, index) => [`${test.id} leg ${index}`, leg] as const),
  );
});
const asked = legs.filter(([, { preflight, request }]) => preflight !== null && request !== null);
const unasked = legs.filter(([, { preflight }]) => preflight === null);

function askedNames({ preflight }: Leg): readonly string[] {
  return (preflight === null ? null : preflightQuestion(preflight))?.headers ?? [];
}

describe('what a real Chromium asked leave for', () => {
  it.each(asked)('%s: the header names are those that the request shows', (_, leg) => {
    const names = askedNames(leg).filter(name => !isBrowserOwn(name));
    expect(unsafeHeaderNames(leg.request?.received.lines ?? [])).toEqual(names);
    expect(preflightCauses(leg)).not.toEqual([]);
  });

  it.each(unasked)('%s: no preflight was sent, and none was due', (_, leg) => {
    expect(leg.request !== null && isPreflightDue(leg.request)).toBe(false);
    expect(leg.request === null ? [] : preflightCauses(leg)).toEqual([]);
  });
});
