import { describe, expect, test } from 'vitest';
import { decisiveLane, type Lane, laneSentence, lanesOf, laneView } from '../../dashboard/lib/lanes.ts';
import { stationsOf } from '../../dashboard/lib/stations.ts';
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

/** The lane as it is drawn, and as it is said. */
function drawn(given: Journey) {
  const stations = stationsOf(given, reportOf(given));
  const lane = lanes(given).find(({ exchange: of }) => of !== null) as Lane;
  const view = laneView(lane, given, stations);
  return { lane, view, stations: stations.map(({ name }) => name), said: laneSentence(lane, view, stations) };
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
    const { view } = drawn(journey(exchange({ answer: null, more: { outcome } })));
    expect(view.edges).toMatchObject([{ backLabel: 'network error' }, { out: 'broken', back: 'none' }]);
  });

  test('what corscope answered itself never went on to the upstream', () => {
    const given = exchange({ answer: null, delivered: { status: 204 }, more: { forwarded: null } });
    const { lane, view, said } = drawn(journey(given));
    expect(lane.answeredHere).toBe(true);
    expect(view.edges[1]).toMatchObject({ out: 'none', outLabel: 'not requested' });
    expect(said).toContain('answered by corscope');
  });

  test('an answer that corscope changed carries what it changed', () => {
    const { view, said } = drawn(journey(exchange({ delivered: { lines: [['Vary', 'Origin']] } })));
    expect(view.marks[1]).toEqual({ out: [], back: ['added'] });
    expect(said).toContain('response changed by corscope (1 added)');
  });

  test('each layer behind a tap is a station, and carries what it did', () => {
    const allow = ['Access-Control-Allow-Origin', '*'] as const;
    const inner = exchange({ id: 'e2', answer: { lines: [allow] }, more: { tap: 'app', startedAt: 1 } });
    const outer = exchange({ id: 'e1', answer: {}, more: { tap: 'gateway' } });
    const trail = {
      exchange: outer,
      tie: null,
      missed: [],
      behind: [{ exchange: inner, tie: 'guess', behind: [], missed: [] }],
    } as const;
    const given: Journey = { ...journey(outer), trails: new Map([['e1', trail]]) };
    const { view, stations, said } = drawn(given);
    expect(stations).toEqual(['browser', 'corscope', 'gateway', 'app']);
    expect(view.marks[2]).toEqual({ out: [], back: ['removed'] });
    expect(view.edges[2]).toMatchObject({ out: 'sound', tap: { name: 'app', guess: true } });
    expect(said).toContain('response changed by gateway (1 removed)');
    expect(stationsOf(given, reportOf(given))[2]?.guilty).toBe(true);
  });

  test('a layer that answered by itself: the one behind it was never asked', () => {
    const outer = exchange({ id: 'e1', answer: { status: 405 }, more: { tap: 'gateway' } });
    const trail = { exchange: outer, tie: null, missed: ['app'], behind: [] };
    const { view, stations } = drawn({ ...journey(outer), trails: new Map([['e1', trail]]) });
    expect(stations).toEqual(['browser', 'corscope', 'gateway', 'app']);
    expect(view.edges[2]).toMatchObject({ out: 'none', outLabel: 'never asked' });
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
