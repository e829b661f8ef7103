import { describe, expect, it } from 'vitest';
import { answerOf, applyToRequest, applyToResponse, followUpOf } from '../../shared/fixes/apply.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import type { ResponseHead } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { exampleFix, get, preflight, response } from './heads.ts';

const VARY: HeaderLine = ['Vary', 'Accept'];
const ONE: HeaderLine = ['access-control-allow-origin', 'https://one.test'];
const TWO: HeaderLine = ['Access-Control-Allow-Origin', 'https://two.test'];

describe('applyToResponse', () => {
  it('applies operations in order', () => {
    const operations: Operation[] = [
      { op: 'remove', header: 'Vary' },
      { op: 'add', header: 'Vary', value: 'Origin' },
    ];
    const { head, applied } = applyToResponse([exampleFix({ do: operations })], get(), response(200, [VARY, ONE]));
    expect(head.lines).toEqual([ONE, ['Vary', 'Origin']]);
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

  it('says which fix changed what', () => {
    const fixes = [
      exampleFix({ id: 'f1', do: [{ op: 'status', value: 204 }] }),
      exampleFix({ id: 'f2', do: [{ op: 'set', header: 'vary', value: 'Origin' }] }),
    ];
    expect(applyToResponse(fixes, preflight(), response(405, [VARY])).changes).toEqual([
      { by: 'f1', head: 'delivered', names: [':status'] },
      { by: 'f2', head: 'delivered', names: ['vary'] },
      { by: 'preflight-not-kept', head: 'delivered', names: ['Access-Control-Max-Age'] },
    ]);
  });

  it.each([
    { desc: 'of the redirect', status: '302', applied: ['f1', 'f2'] },
    { desc: 'of the answer behind it', status: '2xx', applied: ['f1', 'f2'] },
    { desc: 'of neither', status: '404', applied: ['f1'] },
  ])('compares a status $desc that was followed', ({ status, applied }) => {
    const fixes = [
      exampleFix({ id: 'f1', do: [{ op: 'follow-redirect' }] }),
      exampleFix({ id: 'f2', when: { status }, do: [{ op: 'remove', header: 'Vary' }] }),
    ];
    const from = { redirect: response(302, []), fix: 'f1' };
    const fixed = applyToResponse(fixes, get(), response(200, [VARY]), from);
    expect(fixed.applied).toEqual(applied);
    expect(fixed.changes[0]).toEqual({ by: 'f1', head: 'delivered', names: [':answer'] });
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
      changes: [
        { by: 'f1', head: 'delivered', names: [':answer'] },
        {
          by: 'f1',
          head: 'delivered',
          names: ['Access-Control-Allow-Origin', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'],
        },
        { by: 'preflight-not-kept', head: 'delivered', names: ['Access-Control-Max-Age'] },
      ],
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

describe('applyToRequest', () => {
  const forwarded = {
    ...get(),
    lines: [['Host', 'api.lab.test'] as const, ['Origin', 'https://app.lab.test'] as const],
  };

  it('changes what goes on, with the values of what came', () => {
    const fixes = [
      exampleFix({ id: 'f1', do: [{ op: 'request-remove', header: 'origin' }] }),
      exampleFix({ id: 'f2', do: [{ op: 'request-set', header: 'X-From', value: '{origin}' }] }),
      exampleFix({ id: 'f3', do: [{ op: 'request-remove', header: 'X-None' }] }),
    ];
    expect(applyToRequest(fixes, get(), forwarded)).toEqual({
      head: {
        ...forwarded,
        lines: [
          ['Host', 'api.lab.test'],
          ['X-From', 'https://app.lab.test'],
        ],
      },
      applied: ['f1', 'f2'],
      changes: [
        { by: 'f1', head: 'forwarded', names: ['Origin'] },
        { by: 'f2', head: 'forwarded', names: ['X-From'] },
      ],
    });
  });

  it('returns the very same head where only answers are to be changed', () => {
    expect(applyToRequest([exampleFix()], get(), forwarded).head).toBe(forwarded);
  });
});

describe('followUpOf', () => {
  const asked = { url: 'https://api.lab.test/orders/7', head: get() };
  const follow = exampleFix({ when: { status: '3xx' }, do: [{ op: 'follow-redirect' }] });
  const rows: { desc: string; fixes: Fix[]; answer: ResponseHead; url: string | null }[] = [
    { desc: 'a redirect', fixes: [follow], answer: response(302, [['Location', '/b']]), url: 'https://api.lab.test/b' },
    { desc: 'no redirect', fixes: [follow], answer: response(200, [['Location', '/b']]), url: null },
    {
      desc: 'one out of the fix’s scope',
      fixes: [exampleFix()],
      answer: response(302, [['Location', '/b']]),
      url: null,
    },
    {
      desc: 'one of another status',
      fixes: [{ ...follow, when: { status: '307' } }],
      answer: response(302, [['Location', '/b']]),
      url: null,
    },
    { desc: 'one to an app', fixes: [follow], answer: response(302, [['Location', 'app:b']]), url: null },
  ];

  it.each(rows)('$desc', ({ fixes, answer, url }) => {
    expect(followUpOf(fixes, asked, answer)?.next.url ?? null).toBe(url);
  });
});
