import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('the session', () => {
  it('is told by health, and forgotten at a wish, numbers going on', async () => {
    await bench.through('/a');
    await bench.through('/b');
    const health = await bench.json<Record<string, unknown>>('/api/health');
    expect(Object.keys(health)).toEqual(['ok', 'version', 'session', 'exchanges', 'viewers']);
    expect(health).toMatchObject({ ok: true, exchanges: 2, viewers: 0 });
    await bench.send('POST', '/api/fixes', { title: 'x', do: [{ op: 'remove', header: 'X-A' }] });

    const gone = await bench.send('DELETE', '/api/session', {});
    expect(gone.status).toBe(204);
    expect(await bench.json('/api/health')).toMatchObject({ exchanges: 0, session: health['session'] });
    expect(await bench.json('/api/journeys')).toEqual({ journeys: [], next: null });
    expect((await bench.api('/api/exchanges/e1')).status).toBe(404);
    expect(await bench.json('/api/fixes')).toMatchObject({ fixes: [{ id: 'f1' }] });

    await bench.through('/c');
    expect(await bench.json('/api/journeys')).toMatchObject({ journeys: [{ id: 'j3', exchanges: ['e3'] }] });
  });
});

describe('how to point a browser here', () => {
  it('names the proxy, the CA and its key’s hash', async () => {
    const setup = await bench.json<Record<string, unknown>>('/api/setup');
    const { proxyUrl, ca } = bench.corscope;
    expect(setup).toMatchObject({ proxy: proxyUrl, ca: ca.path, spki: ca.spki, lab: false, labUrl: null });
    expect(setup['canOpen']).toBeTypeOf('boolean');
    if (setup['browserCommand'] !== null) expect(setup['browserCommand']).toContain(ca.spki);
  });

  it.each([
    { desc: 'no URL', body: {} },
    { desc: 'an argument in place of a URL', body: { url: '--renderer-cmd-prefix=sh' } },
    { desc: 'a file', body: { url: 'file:///etc/passwd' } },
    { desc: 'a second argument behind a space', body: { url: 'http://a.test/ --flag' } },
  ])('opens nothing for $desc', async ({ body }) => {
    const response = await bench.send('POST', '/api/open', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-url' } });
  });
});
