import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CheckedGroup, CheckedRow } from '../../shared/findings/checklist/walk.ts';
import type { Contradiction } from '../../shared/findings/matrix-contradictions.ts';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import { readSession } from '../../shared/wire/decode.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;
let folder: string;
let file: string;

/** Lets every origin in, and says of nothing that it varies. */
function careless(head: string): string {
  const origin = /^origin: (.*)$/im.exec(head)?.[1]?.trim();
  return answerWith('200 OK', origin === undefined ? [] : [`Access-Control-Allow-Origin: ${origin}`]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'corscope-probe-'));
  file = join(folder, 'session.ndjson');
  bench = await openBench({ sessionFile: file }, careless);
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

async function row(id: string, of: Bench = bench): Promise<CheckedRow | undefined> {
  const { groups } = await of.json<{ groups: CheckedGroup[] }>('/api/checklist');
  return groups.flatMap(group => group.rows).find(each => each.id === id);
}

describe('a probe of the session', () => {
  it('decides what traffic cannot: rows that were not seen, with the lines that decide them', async () => {
    await bench.through('/orders');
    expect(await row('app.explicit')).toMatchObject({ result: 'not-seen' });
    const body = { journey: 'j1', headers: ['X-Api-Key: topsecret'] };
    expect(await (await bench.send('POST', '/api/probe', body)).json()).toMatchObject({ event: 'probe', probe: 'p1' });
    expect(await row('app.explicit')).toMatchObject({
      result: 'fail',
      proofs: [{ source: { kind: 'probe', id: 'p1' }, finding: 'reflects-any-origin' }, { finding: 'null-allowed' }],
      count: 1,
    });
    expect(await row('gateway.options')).toMatchObject({ result: 'pass', proofs: [{ source: { id: 'p1' } }] });
    expect((await row('cdn.stale-edge'))?.toSee).toContain(
      'did not decide it: that takes a response that is marked as cached',
    );
    const text = await (await bench.api('/api/checklist?as=markdown')).text();
    expect(text).toContain('Access-Control-Allow-Origin: https://corscope-probe.invalid');
  });

  it('stands in the matrix beside what was observed', async () => {
    const { apis } = await bench.json<{ apis: { rows: { cells: Record<string, unknown> }[] }[] }>('/api/matrix');
    expect(apis[0]?.rows[0]?.cells[PAGE]).toMatchObject({ observed: { source: 'j1' }, probed: { source: 'p1' } });
  });

  it('tells of each request as it ends, where that is asked for', async () => {
    const answer = await bench.api('/api/probe', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${bench.corscope.token}`,
        'Content-Type': 'application/json',
        Accept: 'application/x-ndjson',
      },
      body: JSON.stringify({ url: `${bench.upstream.url}/other`, origins: [PAGE] }),
    });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines[0]).toMatchObject({ event: 'answer', number: 1, of: 16, rung: 'upstream', status: 200 });
    expect(lines).toHaveLength(17);
    expect(lines.at(-1)).toMatchObject({ event: 'probe', probe: 'p2' });
  });

  it.each(['capture', 'har'])('goes into a %s without its secrets, and comes back from one', async as => {
    const file = await (await bench.api(`/api/export?as=${as}`)).text();
    expect(file).not.toContain('topsecret');
    const other = await openBench();
    try {
      await other.api('/api/import', {
        method: 'POST',
        headers: { Authorization: `Bearer ${other.corscope.token}` },
        body: file,
      });
      expect(await row('app.explicit', other)).toMatchObject({ result: 'fail', count: 2 });
    } finally {
      await other.close();
    }
  });

  it('stays out of an export of other APIs', async () => {
    const capture = await (await bench.api('/api/export?as=capture&filter=host:nobody.test')).text();
    expect(readSession(capture).events.map(({ type }) => type)).not.toContain('probe');
  });

  it('is there again when the session is taken up, and numbers go on', async () => {
    const before = await row('app.explicit');
    await bench.close();
    bench = await openBench({ sessionFile: file }, careless);
    expect(await row('app.explicit')).toEqual(before);
    const asked = await bench.send('POST', '/api/probe', { url: `${bench.upstream.url}/`, origins: [PAGE] });
    expect(await asked.json()).toMatchObject({ probe: 'p3' });
    await bench.api('/api/session', { method: 'DELETE', headers: { Authorization: `Bearer ${bench.corscope.token}` } });
    expect(await row('app.explicit')).toMatchObject({ result: 'not-seen' });
  });
});

describe('the lab, probed', () => {
  it('names the layer that strips the header, and fails the row that only layers side by side decide', async () => {
    const lab = await openBench({ lab: true });
    onTestFinished(() => lab.close());
    const layers = ['gateway', 'reverse-proxy', 'app'].flatMap(name =>
      lab.corscope.taps.filter(tap => tap.name === name),
    );
    const via = ['edge=https://api.lab.test', ...layers.map(({ name, target }) => `${name}=${target}`)];
    const url = 'https://api.lab.test/proxy-strips-header/orders';
    const asked = await lab.send('POST', '/api/probe', { url, origins: ['https://app.lab.test'], via });
    const { conclusions } = (await asked.json()) as ProbeReport;
    expect(conclusions[0]).toMatchObject({ id: 'stripped', layer: 'reverse-proxy' });
    // what went in at the edge passed the lab's own taps as well, and fails the row by itself
    const decided = await row('s1.stripped', lab);
    expect(decided?.result).toBe('fail');
    expect(decided?.proofs[0]).toMatchObject({ source: { kind: 'probe', id: 'p1' }, finding: 'stripped' });
    const { apis } = await lab.json<{ apis: { contradictions: Contradiction[] }[] }>('/api/matrix');
    expect(apis[0]?.contradictions.map(({ kind }) => kind)).toContain('layers');
  });
});
