import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { FixDraftSchema, type Operation } from '../../shared/fixes/fix.ts';
import type { Example } from '../../shared/fixes/operation.ts';
import { answer } from '../../shared/fixes/operations/answer.ts';
import { followRedirect } from '../../shared/fixes/operations/follow-redirect.ts';
import { applyOperation, applyRequestOperation, ON_REQUEST, ON_RESPONSE } from '../../shared/fixes/operations/index.ts';
import { parseRequestHead, parseResponseHead } from '../../shared/http/head.ts';
import { get } from './heads.ts';

type Row = Example<Operation['op']>;

const rowsOf = (operations: Readonly<Record<string, { readonly examples: readonly unknown[] }>>) =>
  Object.entries(operations).flatMap(([op, { examples }]) => (examples as Row[]).map(row => ({ op, ...row })));

const received = ({ request }: Row) => (request === undefined ? get() : parseRequestHead(request));

describe('operations on the answer', () => {
  it.each(rowsOf(ON_RESPONSE))('$op $desc', row => {
    const before = parseResponseHead(row.before);
    const after = applyOperation(before, row.do, received(row));
    if (row.after === 'same') expect(after).toBe(before);
    else expect(after).toEqual(parseResponseHead(row.after));
  });

  it.each(rowsOf(ON_RESPONSE).filter(({ after }) => after !== 'same'))('$op $desc: and leaves the rest alone', row => {
    const before = parseResponseHead(row.before);
    const after = applyOperation(before, row.do, received(row));
    const untouched = before.lines.filter(([name, value]) =>
      after.lines.some(line => line[0] === name && line[1] === value),
    );
    for (const line of untouched) expect(after.lines).toContain(line);
  });

  it.each(rowsOf(ON_REQUEST))('$op is nothing to an answer: $desc', row => {
    const head = parseResponseHead('HTTP/1.1 200 OK\nHost: api.lab.test\nX-Tenant: a');
    expect(applyOperation(head, row.do, get())).toBe(head);
  });

  it.each(answer.examples)('answer $desc', row => {
    expect(answer.begin(row.do)).toEqual(parseResponseHead(row.after));
  });
});

describe('operations on the request', () => {
  it.each(rowsOf(ON_REQUEST))('$op $desc', row => {
    const before = parseRequestHead(row.before);
    const after = applyRequestOperation(before, row.do, received(row));
    if (row.after === 'same') expect(after).toBe(before);
    else expect(after).toEqual(parseRequestHead(row.after));
  });

  it.each(rowsOf(ON_RESPONSE))('$op is nothing to a request: $desc', row => {
    const head = parseRequestHead('GET / HTTP/1.1\nVary: Accept\nSet-Cookie: sid=1');
    expect(applyRequestOperation(head, row.do, get())).toBe(head);
  });

  it.each(followRedirect.examples)('follow-redirect $desc', ({ url, asked, answer: answered, next }) => {
    const made = followRedirect.next(url, parseRequestHead(asked), parseResponseHead(answered));
    if (next === null || typeof next === 'string') expect(made).toBe(next);
    else expect(made).toMatchObject({ url: next.url, keepsBody: next.keepsBody, head: parseRequestHead(next.head) });
  });
});

describe('the schema', () => {
  it.each([...rowsOf(ON_RESPONSE), ...rowsOf(ON_REQUEST), ...answer.examples])('takes the example: $desc', row => {
    expect(parse(FixDraftSchema, { title: 'x', do: [row.do] }).do).toEqual([row.do]);
  });
});
