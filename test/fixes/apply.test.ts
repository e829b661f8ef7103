import { describe, expect, it } from 'vitest';
import { answerOf, applyToResponse } from '../../shared/fixes/apply.ts';
import type { Operation } from '../../shared/fixes/fix.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { exampleFix, get, preflight, response } from './heads.ts';

const VARY: HeaderLine = ['Vary', 'Accept'];
const ONE: HeaderLine = ['access-control-allow-origin', 'https://one.test'];
const TWO: HeaderLine = ['Access-Control-Allow-Origin', 'https://two.test'];

describe('applyToResponse', () => {
  const rows: { desc: string; do: Operation[]; lines: HeaderLine[]; delivered: HeaderLine[] }[] = [
    {
      desc: 'set appends where the name is missing',
      do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' }],
      lines: [VARY],
      delivered: [VARY, ['Access-Control-Allow-Origin', 'https://app.lab.test']],
    },
    {
      desc: 'set replaces all lines of the name by one at the first place',
      do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
      lines: [ONE, VARY, TWO],
      delivered: [['Access-Control-Allow-Origin', '*'], VARY],
    },
    {
      desc: 'add appends a second line',
      do: [{ op: 'add', header: 'Vary', value: 'Origin' }],
      lines: [VARY, ONE],
      delivered: [VARY, ONE, ['Vary', 'Origin']],
    },
    {
      desc: 'remove takes every line of the name, in any letter case',
      do: [{ op: 'remove', header: 'ACCESS-CONTROL-ALLOW-ORIGIN' }],
      lines: [ONE, VARY, TWO],
      delivered: [VARY],
    },
    {
      desc: 'dedupe keeps the first where it stood',
      do: [{ op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'first' }],
      lines: [ONE, VARY, TWO],
      delivered: [ONE, VARY],
    },
    {
      desc: 'dedupe keeps the last where it stood',
      do: [{ op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' }],
      lines: [ONE, VARY, TWO],
      delivered: [VARY, TWO],
    },
    {
      desc: 'operations apply in order',
      do: [
        { op: 'remove', header: 'Vary' },
        { op: 'add', header: 'Vary', value: 'Origin' },
      ],
      lines: [VARY, ONE],
      delivered: [ONE, ['Vary', 'Origin']],
    },
  ];

  it.each(rows)('$desc', ({ do: operations, lines, delivered }) => {
    const { head, applied } = applyToResponse([exampleFix({ do: operations })], get(), response(200, lines));
    expect(head.lines).toEqual(delivered);
    expect(applied).toEqual(['f1']);
  });

  it('keeps the lines that no operation names as the same objects', () => {
    const { head } = applyToResponse(
      [exampleFix({ do: [{ op: 'set', header: 'Vary', value: 'Origin' }] })],
      get(),
      response(200, [ONE, VARY, TWO]),
    );
    expect(head.lines[0]).toBe(ONE);
    expect(head.lines[2]).toBe(TWO);
  });

  const nothing: { desc: string; do: Operation[] }[] = [
    { desc: 'remove of a name that is not there', do: [{ op: 'remove', header: 'X-None' }] },
    { desc: 'set to the value that is there', do: [{ op: 'set', header: 'vary', value: 'Accept' }] },
    { desc: 'dedupe of a single line', do: [{ op: 'dedupe', header: 'Vary', keep: 'last' }] },
    { desc: 'an answer, on a head of the upstream', do: [{ op: 'answer', status: 204 }] },
    { desc: 'a placeholder without a value', do: [{ op: 'set', header: 'X', value: '{request-method}' }] },
  ];

  it.each(nothing)('returns the very same head for $desc', ({ do: operations }) => {
    const before = response(200, [VARY]);
    const { head, applied } = applyToResponse([exampleFix({ do: operations })], get(), before);
    expect(head).toBe(before);
    expect(applied).toEqual([]);
  });

  it.each([
    { desc: 'the status', status: '404', applies: true },
    { desc: 'its class', status: '4xx', applies: true },
    { desc: 'another status', status: '401', applies: false },
    { desc: 'another class', status: '5xx', applies: false },
  ])('compares $desc with the answer', ({ status, applies }) => {
    const fix = exampleFix({ when: { status }, do: [{ op: 'remove', header: 'Vary' }] });
    expect(applyToResponse([fix], get(), response(404, [VARY])).applied).toEqual(applies ? ['f1'] : []);
  });

  it('delivers a changed answer to a preflight as not to be kept', () => {
    const lines: HeaderLine[] = [['Access-Control-Max-Age', '7200']];
    const fix = exampleFix({ do: [{ op: 'set', header: 'Vary', value: 'Origin' }] });
    const { head } = applyToResponse([fix], preflight(), response(204, lines));
    expect(head.lines).toEqual([
      ['Access-Control-Max-Age', '0'],
      ['Vary', 'Origin'],
    ]);
  });

  it('names only the fixes that changed something', () => {
    const fixes = [
      exampleFix({ id: 'f1', do: [{ op: 'remove', header: 'X-None' }] }),
      exampleFix({ id: 'f2', do: [{ op: 'remove', header: 'Vary' }] }),
    ];
    expect(applyToResponse(fixes, get(), response(200, [VARY])).applied).toEqual(['f2']);
  });
});

describe('answerOf', () => {
  const operations: Operation[] = [
    { op: 'answer', status: 204 },
    { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    { op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' },
    { op: 'set', header: 'Access-Control-Allow-Headers', value: '{request-headers}' },
  ];

  it('answers a preflight with the request’s own values', () => {
    const answer = answerOf([exampleFix({ do: operations })], preflight('authorization,content-type'));
    expect(answer).toEqual({
      head: {
        version: 'HTTP/1.1',
        status: 204,
        reason: 'No Content',
        lines: [
          ['Access-Control-Allow-Origin', 'https://app.lab.test'],
          ['Access-Control-Allow-Methods', 'PUT'],
          ['Access-Control-Allow-Headers', 'authorization,content-type'],
          ['Access-Control-Max-Age', '0'],
        ],
      },
      applied: ['f1'],
    });
  });

  it('writes no header whose placeholder has no value', () => {
    const answer = answerOf([exampleFix({ do: operations })], preflight());
    expect(answer?.head.lines.map(([name]) => name)).not.toContain('Access-Control-Allow-Headers');
  });

  it('gives an answer that may have a body the length of none', () => {
    const answer = answerOf([exampleFix({ do: [{ op: 'answer', status: 200 }] })], preflight());
    expect(answer?.head.lines).toContainEqual(['Content-Length', '0']);
  });

  it('lets the other fixes in scope work on the answer', () => {
    const other = exampleFix({ id: 'f2', do: [{ op: 'add', header: 'Vary', value: 'Origin' }] });
    const answer = answerOf([exampleFix({ do: operations }), other], preflight());
    expect(answer?.applied).toEqual(['f1', 'f2']);
    expect(answer?.head.lines).toContainEqual(['Vary', 'Origin']);
  });

  it.each([
    { desc: 'the request itself', fixes: [exampleFix({ do: operations })], request: get() },
    { desc: 'a preflight under fixes without an answer', fixes: [exampleFix()], request: preflight() },
    { desc: 'a preflight under no fix', fixes: [], request: preflight() },
  ])('leaves $desc alone', ({ fixes, request }) => {
    expect(answerOf(fixes, request)).toBeNull();
  });
});
