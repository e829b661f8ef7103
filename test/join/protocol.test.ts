import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Event } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { type Bench, openBench } from '../server/support/bench.ts';
import { openViewer } from '../server/support/viewer.ts';
import { record } from '../wire/records.ts';
import { joinAs } from './support/fake-tap.ts';

const HOUR = 3_600_000;
let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ bodyBytes: 8 });
});
afterAll(() => bench.close());

function exchange(number: number, members: Partial<ExchangeRecord> = {}): Event {
  return { type: 'exchange', exchange: record(number, { tap: 'what it says', ...members }) };
}

function body(number: number, side: 'request' | 'response', text: string): Event {
  return { type: 'body', exchange: `e${number}`, side, base64: Buffer.from(text).toString('base64') };
}

/** Exchanges of this tap as the session holds them now. */
async function heldOf(name: string): Promise<ExchangeRecord[]> {
  const viewer = await openViewer(bench);
  await viewer.see(({ type }) => type === 'viewers', 'the whole session');
  await viewer.leave();
  return [...viewer.exchanges.values()].filter(({ tap }) => tap === name);
}

describe('what a tap reports', () => {
  it("is taken under the tap's name and ids of the session, times by this machine's clock", async () => {
    const startedAt = Date.now();
    const tap = await joinAs(bench, { name: 'ahead', session: 'ahead', ahead: HOUR });
    onTestFinished(() => tap.leave());
    await tap.report([[7, exchange(3, { startedAt: startedAt + HOUR })]]);
    const [held] = await heldOf('ahead');
    expect(held).toMatchObject({ tap: 'ahead' });
    expect(Math.abs((held?.startedAt ?? 0) - startedAt)).toBeLessThan(60_000);
  });

  it('keeps its bodies up to what this corscope keeps', async () => {
    const tap = await joinAs(bench, { name: 'bodies', session: 'bodies' });
    onTestFinished(() => tap.leave());
    expect(await tap.hear('welcome')).toMatchObject({ bodyBytes: 8 });
    const sizes = { requestBody: { bytes: 5, kept: 5 }, responseBody: { bytes: 100, kept: 20 } };
    await tap.report([
      [1, exchange(1, sizes)],
      [1, body(1, 'request', 'short')],
      [1, body(1, 'response', 'longer than eight bytes')],
    ]);
    const [held] = await heldOf('bodies');
    expect(held).toMatchObject({ requestBody: { bytes: 5, kept: 5 }, responseBody: { bytes: 100, kept: 8 } });
    const response = await bench.api(`/api/exchanges/${held?.id}/body/response`);
    expect(await response.text()).toBe('longer t');
  });

  it('that has come before, in this connection or an earlier one, is not taken again', async () => {
    const first = await joinAs(bench, { name: 'again', session: 'again' });
    expect(await first.hear('welcome')).toMatchObject({ after: 0 });
    await first.report([
      [4, exchange(1)],
      [6, exchange(2)],
    ]);
    await first.leave();
    const second = await joinAs(bench, { name: 'again', session: 'again' });
    onTestFinished(() => second.leave());
    expect(await second.hear('welcome')).toMatchObject({ after: 6 });
    const confirmed = await second.report([
      [0, { type: 'cleared' }],
      [4, exchange(1)],
      [6, exchange(2)],
      [9, exchange(3)],
    ]);
    expect(confirmed).toMatchObject({ seq: 9 });
    expect(await heldOf('again')).toHaveLength(3);
  });

  it('of an exchange under way is replaced by what comes later', async () => {
    const tap = await joinAs(bench, { name: 'later', session: 'later' });
    onTestFinished(() => tap.leave());
    const open = { returned: null, outcome: { kind: 'open' } } as const;
    await tap.report([[1, exchange(1, open)]]);
    const [before] = await heldOf('later');
    await tap.report([[2, exchange(2)]]);
    await tap.report([[3, exchange(1)]]);
    const held = await heldOf('later');
    expect(before?.outcome).toEqual({ kind: 'open' });
    expect(held.map(({ id, outcome }) => [id, outcome.kind])).toContainEqual([before?.id, 'answered']);
    expect(held).toHaveLength(2);
  });

  it('of an exchange that was forgotten meanwhile stays forgotten', async () => {
    const tap = await joinAs(bench, { name: 'forgotten', session: 'forgotten' });
    onTestFinished(() => tap.leave());
    await tap.report([[1, exchange(1, { returned: null, outcome: { kind: 'open' } })]]);
    await bench.api('/api/session', { method: 'DELETE', headers: { Authorization: `Bearer ${bench.corscope.token}` } });
    await tap.report([
      [2, exchange(1)],
      [3, exchange(2)],
    ]);
    expect(await heldOf('forgotten')).toHaveLength(1);
  });

  it('in another run of it begins anew', async () => {
    const first = await joinAs(bench, { name: 'runs', session: 'first run' });
    await first.report([[5, exchange(1)]]);
    await first.leave();
    const second = await joinAs(bench, { name: 'runs', session: 'second run' });
    onTestFinished(() => second.leave());
    expect(await second.hear('welcome')).toMatchObject({ after: 0 });
    await second.report([[1, exchange(1)]]);
    expect(await heldOf('runs')).toHaveLength(2);
  });
});

describe('a tap of a name that is joined already', () => {
  it('is the same one on a new connection: the old one is ended', async () => {
    const first = await joinAs(bench, { name: 'same', session: 'same' });
    await first.hear('welcome');
    const second = await joinAs(bench, { name: 'same', session: 'same' });
    onTestFinished(() => second.leave());
    await second.hear('welcome');
    const viewer = await openViewer(bench);
    onTestFinished(() => viewer.leave());
    await viewer.see(({ type }) => type === 'viewers', 'the whole session');
    const roster = viewer.events.findLast(event => event.type === 'taps');
    expect(roster?.taps.find(({ name }) => name === 'same')?.state).toBe('joined');
  });

  it('is refused where it is another one', async () => {
    const first = await joinAs(bench, { name: 'other', session: 'one' });
    onTestFinished(() => first.leave());
    await first.hear('welcome');
    const second = await joinAs(bench, { name: 'other', session: 'two' });
    expect(await second.hear('refused')).toEqual({
      type: 'refused',
      reason: 'name-taken',
      detail: 'joined from 127.0.0.1',
    });
  });
});
