import { describe, expect, it } from 'vitest';
import { conflictsOf } from '../../shared/fixes/conflicts.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import { overlap } from '../../shared/fixes/overlap.ts';
import { exampleFix } from './heads.ts';

const ACAO = 'Access-Control-Allow-Origin';
const set = (value: string, header = ACAO): Operation => ({ op: 'set', header, value });
const add = (value: string, header = ACAO): Operation => ({ op: 'add', header, value });
const remove = (header = ACAO): Operation => ({ op: 'remove', header });

function said(...fixes: readonly Partial<Fix>[]): string[] {
  const numbered = fixes.map((fix, index) => exampleFix({ id: `f${index + 1}`, ...fix }));
  return conflictsOf(numbered).map(({ kind, fixes: ids, header }) => [kind, ...ids, header ?? ''].join(' ').trim());
}

describe('conflictsOf', () => {
  const rows: { desc: string; fixes: Partial<Fix>[]; conflicts: string[] }[] = [
    {
      desc: 'two values of one header, in any letter case',
      fixes: [{ do: [set('*')] }, { do: [set('https://app.lab.test', ACAO.toLowerCase())] }],
      conflicts: [`two-values f1 f2 ${ACAO}`],
    },
    { desc: 'the same value twice', fixes: [{ do: [set('*')] }, { do: [set('*')] }], conflicts: [] },
    {
      desc: 'a placeholder and what it stands for',
      fixes: [
        { when: { origin: 'https://app.lab.test' }, do: [set('{origin}')] },
        { do: [set('https://app.lab.test')] },
      ],
      conflicts: [],
    },
    {
      desc: 'the same placeholder, of one origin and of any',
      fixes: [{ when: { origin: 'https://app.lab.test' }, do: [set('{origin}')] }, { do: [set('{origin}')] }],
      conflicts: [],
    },
    {
      desc: 'one that is switched off',
      fixes: [{ do: [set('*')] }, { enabled: false, do: [set('a')] }],
      conflicts: [],
    },
    {
      desc: 'scopes that do not meet',
      fixes: [
        { when: { methods: ['GET'] }, do: [set('*')] },
        { when: { methods: ['PUT'] }, do: [set('a')] },
      ],
      conflicts: [],
    },
    {
      desc: 'set, then removed',
      fixes: [{ do: [set('*')] }, { do: [remove()] }],
      conflicts: [`set-and-removed f1 f2 ${ACAO}`],
    },
    {
      desc: 'removed, then added',
      fixes: [{ do: [remove()] }, { do: [add('*')] }],
      conflicts: [`set-and-removed f1 f2 ${ACAO}`],
    },
    { desc: 'removed twice', fixes: [{ do: [remove()] }, { do: [remove()] }], conflicts: [] },
    { desc: 'doubled', fixes: [{ do: [set('*')] }, { do: [add('*')] }], conflicts: [`doubled f1 f2 ${ACAO}`] },
    {
      desc: 'added twice, where that is usual',
      fixes: [{ do: [add('Origin', 'Vary')] }, { do: [add('Accept', 'Vary')] }],
      conflicts: [],
    },
    {
      desc: 'first and last kept',
      fixes: [
        { do: [{ op: 'dedupe', header: ACAO, keep: 'first' }] },
        { do: [{ op: 'dedupe', header: ACAO, keep: 'last' }] },
      ],
      conflicts: [`two-values f1 f2 ${ACAO}`],
    },
    {
      desc: 'request and answer are apart',
      fixes: [{ do: [{ op: 'request-set', header: 'X', value: '1' }] }, { do: [set('2', 'X')] }],
      conflicts: [],
    },
    {
      desc: 'a request header set and removed',
      fixes: [
        { do: [{ op: 'request-set', header: 'X', value: '1' }] },
        { do: [{ op: 'request-remove', header: 'x' }] },
      ],
      conflicts: ['set-and-removed f1 f2 X'],
    },
    {
      desc: 'two answers',
      fixes: [
        { do: [{ op: 'answer', status: 204 }] },
        { when: { phase: 'preflight' }, do: [{ op: 'answer', status: 200 }] },
      ],
      conflicts: ['two-answers f1 f2'],
    },
    {
      desc: 'an answer and a redirect of it to follow',
      fixes: [{ do: [{ op: 'follow-redirect' }] }, { do: [{ op: 'answer', status: 204 }] }],
      conflicts: ['two-answers f1 f2'],
    },
    {
      desc: 'an answer to the preflight and a redirect of the request',
      fixes: [{ when: { phase: 'actual' }, do: [{ op: 'follow-redirect' }] }, { do: [{ op: 'answer', status: 204 }] }],
      conflicts: [],
    },
    {
      desc: 'two statuses',
      fixes: [{ do: [{ op: 'status', value: 200 }] }, { do: [{ op: 'status', value: 204 }] }],
      conflicts: ['two-values f1 f2'],
    },
    {
      desc: 'one cookie, two ways',
      fixes: [
        { do: [{ op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true } }] },
        { do: [{ op: 'cookie', name: 'sid', set: { sameSite: 'Lax', httpOnly: true } }] },
      ],
      conflicts: ['two-values f1 f2 Set-Cookie'],
    },
    {
      desc: 'two attributes of one cookie',
      fixes: [
        { do: [{ op: 'cookie', name: 'sid', set: { sameSite: 'None' } }] },
        { do: [{ op: 'cookie', name: 'sid', set: { secure: true } }] },
      ],
      conflicts: [],
    },
    {
      desc: 'what corscope writes itself, once each',
      fixes: [{ do: [set('600', 'access-control-max-age'), add('max-age=5', 'Cache-Control')] }],
      conflicts: ['overruled f1 access-control-max-age', 'overruled f1 Cache-Control'],
    },
    {
      desc: 'what corscope writes itself, in the other phase',
      fixes: [{ when: { phase: 'actual' }, do: [set('600', 'Access-Control-Max-Age')] }],
      conflicts: [],
    },
    {
      desc: 'each pair and header once',
      fixes: [{ do: [set('a'), set('b')] }, { do: [set('c')] }, { do: [set('d', 'X')] }],
      conflicts: [`two-values f1 f2 ${ACAO}`],
    },
  ];

  it.each(rows)('$desc', ({ fixes, conflicts }) => {
    expect(said(...fixes)).toEqual(conflicts);
  });

  it.each(rows.filter(({ conflicts }) => conflicts.length > 0))('$desc: in whole sentences', ({ fixes }) => {
    const numbered = fixes.map((fix, index) => exampleFix({ id: `f${index + 1}`, ...fix }));
    for (const { sentence, fixes: ids } of conflictsOf(numbered)) {
      expect(sentence).toMatch(/^`f\d+` .*\.$/);
      for (const id of ids) expect(sentence).toContain(`\`${id}\``);
    }
  });
});

describe('overlap', () => {
  const rows: { a: Partial<Fix>; b: Partial<Fix>; meet: boolean }[] = [
    { a: {}, b: {}, meet: true },
    { a: { tap: 'proxy' }, b: {}, meet: true },
    { a: { tap: 'proxy' }, b: { tap: 'api' }, meet: false },
    { a: { when: { origin: 'a' } }, b: { when: { origin: 'b' } }, meet: false },
    { a: { when: { phase: 'any' } }, b: { when: { phase: 'actual' } }, meet: true },
    { a: { when: { phase: 'preflight' } }, b: { when: { phase: 'actual' } }, meet: false },
    { a: { when: { methods: ['GET', 'PUT'] } }, b: { when: { methods: ['PUT'] } }, meet: true },
    { a: { when: { methods: [] } }, b: {}, meet: false },
    { a: { when: { status: '4xx' } }, b: { when: { status: '404' } }, meet: true },
    { a: { when: { status: '401' } }, b: { when: { status: '404' } }, meet: false },
    { a: { when: { status: '4xx' } }, b: { when: { status: '5xx' } }, meet: false },
    ...[
      ['https://a/*', 'https://a/x', true],
      ['https://a/x', 'https://a/y', false],
      ['https://a/*', 'https://b/*', false],
      ['https://a/*', '*/x', true],
      ['https://a/*/x', 'https://a/b*', true],
      ['*.json', '*.xml', false],
      ['*a*b*', '*b*a*', true],
      ['ab*', '*ba', true],
      ['ab*bc', 'abc', false],
    ].map(([a, b, meet]) => ({
      a: { when: { url: String(a) } },
      b: { when: { url: String(b) } },
      meet: meet === true,
    })),
  ];

  it.each(rows)('$a and $b: $meet', ({ a, b, meet }) => {
    expect(overlap(exampleFix(a), exampleFix(b))).toBe(meet);
    expect(overlap(exampleFix(b), exampleFix(a))).toBe(meet);
  });
});
