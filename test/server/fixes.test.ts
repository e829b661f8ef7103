import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { WhatIf } from '../../shared/fixes/what-if.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { headerOf } from './support/raw.ts';

const ALLOW = {
  title: 'Allow the page',
  do: [
    { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' },
  ],
};

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

interface Problem {
  readonly error: { readonly code: string; readonly message: string };
}

const SAY = (value: string) => ({ op: 'set', header: 'X-Said', value });
const make = async (draft: object) => (await (await bench.send('POST', '/api/fixes', draft)).json()) as Fix;
const list = async () => (await bench.json<{ fixes: Fix[] }>('/api/fixes')).fixes;

describe('a fix from its making to its end', () => {
  it('mends live traffic while it is on', async () => {
    expect(await list()).toEqual([]);

    const made = await bench.send('POST', '/api/fixes', { ...ALLOW, id: 'mine' });
    expect(made.status).toBe(201);
    const fix = (await made.json()) as Fix;
    expect(fix).toEqual({ ...ALLOW, id: 'f1', enabled: true, when: {} });
    expect(await list()).toEqual([fix]);
    expect(headerOf(await bench.through('/on'), 'access-control-allow-origin')).toBe(PAGE);

    const off = await bench.send('PATCH', '/api/fixes/f1', { enabled: false });
    expect(off.status).toBe(200);
    expect(await off.json()).toEqual({ ...fix, enabled: false });
    expect(headerOf(await bench.through('/off'), 'access-control-allow-origin')).toBeNull();

    const gone = await bench.send('DELETE', '/api/fixes/f1', {});
    expect(gone.status).toBe(204);
    expect(await gone.text()).toBe('');
    expect(await list()).toEqual([]);
    expect((await bench.send('DELETE', '/api/fixes/f1', {})).status).toBe(404);
    expect((await bench.send('PATCH', '/api/fixes/f1', { enabled: true })).status).toBe(404);
  });

  it('never gives an id a second time', async () => {
    const ids: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { id } = (await (await bench.send('POST', '/api/fixes', ALLOW)).json()) as Fix;
      ids.push(id);
      await bench.send('DELETE', `/api/fixes/${id}`, {});
    }
    expect(new Set(ids).size).toBe(3);
  });
});

const set = (header: unknown, value: unknown) => ({ title: 't', do: [{ op: 'set', header, value }] });

describe('a fix that is refused', () => {
  it.each([
    { desc: 'CR and LF in a value', draft: set('X-A', 'a\r\nSet-Cookie: stolen=1'), names: ['do.0.value'] },
    { desc: 'a lone LF in a value', draft: set('X-A', 'a\nb'), names: ['do.0.value'] },
    { desc: 'NUL in a value', draft: set('X-A', 'a\0b'), names: ['do.0.value'] },
    { desc: 'a character that no byte holds', draft: set('X-A', '€'), names: ['do.0.value'] },
    { desc: 'a line end in a name', draft: set('X-A\r\nX-B', 'a'), names: ['do.0.header'] },
    { desc: 'a space in a name', draft: set('X A', 'a'), names: ['do.0.header'] },
    { desc: 'an empty name', draft: set('', 'a'), names: ['do.0.header'] },
    { desc: 'an unknown operation', draft: { title: 't', do: [{ op: 'explode' }] }, names: ['do.0.op'] },
    { desc: 'no operation', draft: { title: 't', do: [] }, names: ['do', 'at least one operation'] },
    {
      desc: 'a status that cannot be answered with',
      draft: { title: 't', do: [{ op: 'answer', status: 99 }] },
      names: ['do.0.status'],
    },
    { desc: 'an unknown member', draft: { ...ALLOW, colour: 'red' }, names: ['colour'] },
    { desc: 'a phase that there is not', draft: { ...ALLOW, when: { phase: 'later' } }, names: ['when.phase'] },
    {
      desc: 'everything wrong at once',
      draft: { title: '', enabled: 'yes', when: { status: 'bad' }, do: [{ op: 'set', header: 'a b', value: 'c\nd' }] },
      names: ['title', 'enabled', 'when.status', 'do.0.header', 'do.0.value'],
    },
    { desc: 'a list', draft: [ALLOW], names: ['title', 'do'] },
  ])('$desc: 400, and every mistake is named', async ({ draft, names }) => {
    const before = await list();
    const response = await bench.send('POST', '/api/fixes', draft);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as Problem;
    expect(error.code).toBe('bad-fix');
    for (const name of names) expect(error.message).toContain(name);
    expect(await list()).toEqual(before);
  });

  const scoped = { when: { status: '4xx' } };
  it.each([
    { desc: 'no switch', body: {}, code: 'bad-switch', names: ['enabled'] },
    { desc: 'a switch that is neither on nor off', body: { enabled: 'on' }, code: 'bad-switch', names: ['enabled'] },
    { desc: 'an id', body: { id: 'f9' }, code: 'bad-fix', names: ['id'] },
    {
      desc: 'several mistakes',
      body: { title: '', do: [{ op: 'set', header: 'a b', value: 'c' }] },
      code: 'bad-fix',
      names: ['title', 'do.0.header'],
    },
    {
      desc: 'what does not go with the rest',
      body: { do: [{ op: 'request-remove', header: 'Origin' }] },
      code: 'bad-fix',
      names: ['when.status'],
    },
    { desc: 'a place that there is not', body: { before: 'f999' }, code: 'bad-place', names: ['before', 'f999'] },
  ])('PATCH with $desc: 400, and nothing changes', async ({ body, code, names }) => {
    const { id } = await make({ ...ALLOW, ...scoped });
    const before = await list();
    const response = await bench.send('PATCH', `/api/fixes/${id}`, body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as Problem;
    expect(error.code).toBe(code);
    for (const name of names) expect(error.message).toContain(name);
    expect(await list()).toEqual(before);
    await bench.send('DELETE', `/api/fixes/${id}`, {});
  });
});

describe('a fix that is changed', () => {
  it('is another one at the next request, and keeps its place', async () => {
    const first = await make({ title: 'a', tap: 'elsewhere', do: [SAY('first')] });
    const second = await make({ title: 'b', do: [SAY('second')] });
    const change = { title: 'c', tap: null, when: { url: '*' }, do: [SAY('new')] };
    const changed = await bench.send('PATCH', `/api/fixes/${first.id}`, change);
    expect(await changed.json()).toEqual({
      id: first.id,
      title: 'c',
      enabled: true,
      when: { url: '*' },
      do: [SAY('new')],
    });
    expect((await list()).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(headerOf(await bench.through('/c'), 'x-said')).toBe('second');
    await bench.send('PATCH', `/api/fixes/${second.id}`, { enabled: false });
    expect(headerOf(await bench.through('/d'), 'x-said')).toBe('new');
    for (const { id } of [first, second]) await bench.send('DELETE', `/api/fixes/${id}`, {});
  });

  it('applies where it stands in the order', async () => {
    const made = [];
    for (const word of ['a', 'b', 'c']) made.push(await make({ title: word, do: [SAY(word)] }));
    const [a, b, c] = made.map(({ id }) => id);
    const order = async () => (await list()).map(({ title }) => title).join('');
    await bench.send('PATCH', `/api/fixes/${c}`, { before: a });
    expect(await order()).toBe('cab');
    expect(headerOf(await bench.through('/1'), 'x-said')).toBe('b');
    await bench.send('PATCH', `/api/fixes/${c}`, { before: null, title: 'd' });
    expect(await order()).toBe('abd');
    expect(headerOf(await bench.through('/2'), 'x-said')).toBe('c');
    await bench.send('PATCH', `/api/fixes/${b}`, { before: b });
    expect(await order()).toBe('abd');
    for (const { id } of made) await bench.send('DELETE', `/api/fixes/${id}`, {});
  });

  it('is said where it contradicts another, and what it opens', async () => {
    const all = await make({ ...ALLOW, title: 'all' });
    const one = await make({ title: 'one', do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: PAGE }] });
    const said = await bench.json<{ conflicts: object[]; dangers: object[] }>('/api/fixes');
    expect(said.conflicts).toMatchObject([{ kind: 'two-values', fixes: [all.id, one.id] }]);
    expect(said.dangers).toMatchObject([{ fix: all.id, kind: 'any-origin-with-credentials', severity: 'unsafe' }]);
    await bench.send('PATCH', `/api/fixes/${one.id}`, { enabled: false });
    expect(await bench.json('/api/fixes')).toMatchObject({ conflicts: [], dangers: [{ fix: all.id }] });
    for (const { id } of [all, one]) await bench.send('DELETE', `/api/fixes/${id}`, {});
  });
});

describe('a body that cannot be read', () => {
  const json = { 'Content-Type': 'application/json' };
  it.each([
    { desc: 'torn JSON', headers: json, body: '{"title": ', status: 400, code: 'bad-json' },
    { desc: 'no JSON', headers: json, body: 'title=x', status: 400, code: 'bad-json' },
    {
      desc: 'too large',
      headers: json,
      body: JSON.stringify({ title: 'x'.repeat(2_000_000) }),
      status: 413,
      code: 'too-large',
    },
    { desc: 'another type', headers: { 'Content-Type': 'text/plain' }, body: '{}', status: 415, code: 'not-json' },
    {
      desc: 'an encoding that nobody knows',
      headers: { ...json, 'Content-Encoding': 'rot13' },
      body: '{}',
      status: 415,
      code: 'bad-request',
    },
  ])('$desc: $status in JSON', async ({ headers, body, status, code }) => {
    const response = await bench.api('/api/fixes', {
      method: 'POST',
      headers: { ...headers, Authorization: `Bearer ${bench.corscope.token}` },
      body,
    });
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as Problem;
    expect(error.code).toBe(code);
    expect(error.message).not.toBe('');
  });
});

describe('POST /api/what-if', () => {
  const ask = async (body: object) => (await (await bench.send('POST', '/api/what-if', body)).json()) as WhatIf;

  it('judges what was recorded, and sends nothing', async () => {
    await bench.send('DELETE', '/api/session', {});
    await bench.through('/first');
    await bench.through('/second');
    const { journeys } = await bench.json<{ journeys: { id: string }[] }>('/api/journeys');
    const [first, second] = journeys.map(({ id }) => id);
    const sent = bench.upstream.count;

    const all = await ask({ fixes: [ALLOW] });
    expect(all.summary).toEqual({ mended: 2, broken: 0, unchanged: 0 });
    expect(all).toMatchObject({
      unsettled: 2,
      sentence: 'Fixes 2 of 2, leaves 0 unchanged, breaks 0.',
      conflicts: [],
      dangers: [{ fix: 'w1', kind: 'any-origin-with-credentials' }],
    });
    expect(all.results.map(({ journey, change }) => [journey, change])).toEqual([
      [first, 'mended'],
      [second, 'mended'],
    ]);
    for (const { before, after } of all.results) {
      expect(before.outcome).toBe('blocked');
      expect(after.outcome).toBe('allowed');
    }
    const one = await ask({ fixes: [{ ...ALLOW, when: { url: '*/second' } }], journeys: [second] });
    expect(one.results.map(({ journey }) => journey)).toEqual([second]);
    expect((await ask({ fixes: [] })).summary).toEqual({ mended: 0, broken: 0, unchanged: 2 });

    expect(bench.upstream.count).toBe(sent);
    expect(await list()).toEqual([]);
    expect(headerOf(await bench.through('/third'), 'access-control-allow-origin')).toBeNull();
  });

  it.each([
    { desc: 'no fixes', body: {}, names: ['fixes'] },
    { desc: 'a bad fix', body: { fixes: [set('a b', 'c\nd')] }, names: ['fixes.0.do.0.header', 'fixes.0.do.0.value'] },
    { desc: 'journeys that are no list', body: { fixes: [ALLOW], journeys: 'j1' }, names: ['journeys'] },
  ])('$desc: 400', async ({ body, names }) => {
    const response = await bench.send('POST', '/api/what-if', body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as Problem;
    expect(error.code).toBe('bad-what-if');
    for (const name of names) expect(error.message).toContain(name);
  });
});
