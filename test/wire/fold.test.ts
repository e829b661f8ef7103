import { describe, expect, it } from 'vitest';
import { createSessionState } from '../../shared/wire/fold.ts';
import { changedIds } from '../support/changed-ids.ts';
import { exchangeEvent, record, sessionEvent } from './records.ts';

const PREFLIGHT = record(1, {
  received:
    'OPTIONS /items/2 HTTP/1.1\r\nHost: api.lab.test\r\nOrigin: https://app.lab.test\r\nAccess-Control-Request-Method: PUT\r\n\r\n',
  returned: 'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\n\r\n',
});
const PUT = record(2, {
  received: 'PUT /items/2 HTTP/1.1\r\nHost: api.lab.test\r\nOrigin: https://app.lab.test\r\n\r\n',
});

describe('the fold', () => {
  it('begins empty', () => {
    const state = createSessionState();
    expect(state).toMatchObject({ session: null, seq: 0, journeys: [], fixes: [], viewers: 0 });
  });

  it('folds a preflight and its request into one journey', () => {
    const state = createSessionState();
    const changed = state.apply([sessionEvent(), exchangeEvent(1, PREFLIGHT), exchangeEvent(2, PUT)]);
    expect(changedIds(changed)).toEqual(['j1']);
    expect(state.journeys.map(({ id }) => id)).toEqual(['j1']);
    expect(state.journeyOf('e2')?.id).toBe('j1');
    expect(state.session?.id).toBe('s1');
    expect(state.seq).toBe(2);
  });

  it('replaces an exchange by its later state', () => {
    const state = createSessionState();
    state.apply([exchangeEvent(1, record(3, { returned: null, outcome: { kind: 'open' } }))]);
    const before = state.journey('j3');
    expect(changedIds(state.apply([exchangeEvent(2, record(3))]))).toEqual(['j3']);
    expect(state.exchanges.get('e3')?.returned?.status).toBe(200);
    expect(state.journey('j3')).not.toBe(before);
    expect(state.journeys).toHaveLength(1);
  });

  it('lists journeys in the order they began, in whatever order they ended', () => {
    const state = createSessionState();
    state.apply([3, 12, 5].map((number, index) => exchangeEvent(index + 1, record(number))));
    expect(state.journeys.map(({ id }) => id)).toEqual(['j3', 'j5', 'j12']);
  });

  it('remembers a report until the evidence changes', () => {
    const state = createSessionState();
    state.apply([exchangeEvent(1, PREFLIGHT)]);
    const journey = state.journeys[0];
    if (journey === undefined) throw new Error('no journey');
    const report = state.report(journey);
    expect(state.report(journey)).toBe(report);
    state.apply([exchangeEvent(2, PUT)]);
    const later = state.journeys[0];
    if (later === undefined) throw new Error('no journey');
    expect(state.report(later).exchanges).toEqual(['e1', 'e2']);
  });

  it('forgets exchanges, and journeys of which nothing is left', () => {
    const state = createSessionState();
    state.apply([exchangeEvent(1, record(3)), exchangeEvent(2, record(4))]);
    expect(changedIds(state.apply([{ seq: 3, type: 'forgotten', ids: ['e3', 'e99'] }]))).toEqual(['gone: j3']);
    expect(state.journey('j3')).toBeNull();
    expect(state.journeyOf('e3')).toBeNull();
    expect([...state.exchanges.values()].map(({ id }) => id)).toEqual(['e4']);
    expect(state.journeys.map(({ id }) => id)).toEqual(['j4']);
  });

  it('keeps what is left of a journey whose preflight is forgotten, under the name of what is left', () => {
    const state = createSessionState();
    state.apply([exchangeEvent(1, PREFLIGHT), exchangeEvent(2, PUT)]);
    const changed = state.apply([{ seq: 3, type: 'forgotten', ids: ['e1'] }]);
    expect(changedIds(changed)).toEqual(['j2', 'gone: j1']);
    expect(state.journey('j1')).toBeNull();
    expect(state.journeyOf('e2')?.id).toBe('j2');
  });

  it('clears everything recorded, and says which journeys are gone', () => {
    const state = createSessionState();
    state.apply([exchangeEvent(1, record(3)), { seq: 2, type: 'viewers', count: 2 }]);
    expect(changedIds(state.apply([{ seq: 3, type: 'cleared' }]))).toEqual(['gone: j3']);
    expect(state.journeys).toEqual([]);
    expect(state.exchanges.size).toBe(0);
    expect(state.viewers).toBe(2);
  });

  it('holds the fixes as they stand now', () => {
    const state = createSessionState();
    const fix = { id: 'f1', title: 'A', enabled: true, when: {}, do: [{ op: 'remove' as const, header: 'Vary' }] };
    state.apply([
      { seq: 1, type: 'fixes', fixes: [fix] },
      { seq: 2, type: 'body', exchange: 'e1', side: 'request', base64: '' },
    ]);
    expect(state.fixes).toEqual([fix]);
    expect(state.seq).toBe(2);
  });

  it('holds the taps as they stand now: those that the session begins with, until it is told otherwise', () => {
    const state = createSessionState();
    const proxy = { name: 'proxy', url: 'http://127.0.0.1:4321', target: null };
    state.apply([{ seq: 0, type: 'session', protocol: 1, id: 's1', version: '0.1.0', startedAt: 5, taps: [proxy] }]);
    expect(state.taps).toEqual([{ ...proxy, state: 'here', since: 5 }]);
    const joined = { name: 'db', url: 'http://10.0.0.7:1', target: 'http://a:2', state: 'joined', since: 9 } as const;
    state.apply([{ seq: 1, type: 'taps', taps: [{ ...proxy, state: 'here', since: 5 }, joined] }]);
    expect(state.taps.map(({ name, state: how }) => [name, how])).toEqual([
      ['proxy', 'here'],
      ['db', 'joined'],
    ]);
  });

  it('takes thousands of journeys without going over them all for each', { timeout: 60_000 }, () => {
    const few = cpuTimeFor(1_000);
    const many = cpuTimeFor(8_000);
    expect(many / few).toBeLessThan(32);
  });
});

/** Microseconds to take in `count` journeys one by one, and to forget them. */
function cpuTimeFor(count: number): number {
  const state = createSessionState();
  const before = process.cpuUsage();
  for (let number = 1; number <= count; number += 1) state.apply([exchangeEvent(number, record(number))]);
  expect(state.journeys).toHaveLength(count);
  for (let number = 1; number <= count; number += 1) state.apply([{ seq: 1, type: 'forgotten', ids: [`e${number}`] }]);
  expect(state.journeys).toHaveLength(0);
  return process.cpuUsage(before).user;
}
