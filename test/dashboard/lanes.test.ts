import { describe, expect, test } from 'vitest';
import { decisiveLane, edgesOf, laneSentence, lanesOf } from '../../dashboard/lib/lanes.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { exchange, journey } from './exchanges.ts';

const preflightRequest = [
  ['Origin', 'https://app.test'],
  ['Access-Control-Request-Method', 'PUT'],
] as const;

function lanes(given: Journey) {
  return lanesOf(given, reportOf(given));
}

describe('the lanes of a path', () => {
  test('a refused preflight breaks at the browser, and its request was never sent', () => {
    const given = journey(null, exchange({ method: 'OPTIONS', request: preflightRequest, answer: { status: 405 } }));
    const [preflight, request] = lanes(given);
    expect(preflight).toMatchObject({ kind: 'preflight', broken: 'browser' });
    expect(request).toMatchObject({ kind: 'unsent', method: 'PUT' });
    expect(decisiveLane(lanes(given))).toMatchObject({ kind: 'preflight' });
  });

  test('a refused connection breaks between corscope and the upstream', () => {
    const outcome = { kind: 'failed', reason: 'refused', detail: 'ECONNREFUSED' } as const;
    const [lane] = lanes(journey(exchange({ answer: null, more: { outcome } })));
    if (lane === undefined) throw new Error('no lane');
    expect(edgesOf(lane)).toMatchObject({ near: { backLabel: 'network error' }, far: { out: 'broken', back: 'none' } });
  });

  test('what corscope answered itself never went on to the upstream', () => {
    const given = exchange({ answer: null, delivered: { status: 204 }, more: { forwarded: null } });
    const [lane] = lanes(journey(given));
    if (lane === undefined) throw new Error('no lane');
    expect(lane.answeredHere).toBe(true);
    expect(edgesOf(lane).far).toMatchObject({ out: 'none', outLabel: 'not asked' });
    expect(laneSentence(lane)).toContain('answered by corscope');
  });

  test('an answer that corscope changed carries what it changed', () => {
    const [lane] = lanes(journey(exchange({ delivered: { lines: [['Vary', 'Origin']] } })));
    expect(lane).toMatchObject({ out: [], back: ['added'] });
  });

  test('a leg at another host says which', () => {
    const there = exchange({ id: 'e2', more: { authority: 'prices.test' } });
    const given: Journey = {
      id: 'j1',
      startedAt: 0,
      legs: [
        { preflight: null, cachedPreflight: null, request: exchange({ answer: { status: 302 } }) },
        { preflight: null, cachedPreflight: null, request: there },
      ],
      witness: null,
    };
    expect(lanes(given).map(lane => lane.elsewhere)).toEqual([null, 'prices.test']);
  });
});
