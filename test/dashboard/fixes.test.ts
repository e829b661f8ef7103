import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { editOf, readDraft, withOperation, writeDraft } from '../../dashboard/lib/fix-draft.ts';
import { placeAfterMove } from '../../dashboard/lib/fix-order.ts';
import { fixUses } from '../../dashboard/lib/fix-uses.ts';
import { forecastOf, forecastSentence, NO_FORECAST } from '../../dashboard/lib/forecast.ts';
import { OPERATION_EXAMPLES, OPERATION_NAMES } from '../../dashboard/lib/operation-examples.ts';
import { reasonOf } from '../../dashboard/lib/suggestion-text.ts';
import { withoutFixes } from '../../dashboard/lib/without-fixes.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { type Fix, type FixDraft, FixDraftSchema } from '../../shared/fixes/fix.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { exchange, journey } from './exchanges.ts';

const fix = (id: string): Fix => ({ id, title: id, enabled: true, when: {}, do: [{ op: 'remove', header: 'Vary' }] });
const FIXES = ['a', 'b', 'c'].map(fix);

describe('the place of a fix after one move', () => {
  test.each([
    { desc: 'up', id: 'b', direction: 'up', before: 'a' },
    { desc: 'up from the top', id: 'a', direction: 'up', before: undefined },
    { desc: 'down', id: 'a', direction: 'down', before: 'c' },
    { desc: 'down to the end', id: 'b', direction: 'down', before: null },
    { desc: 'down from the end', id: 'c', direction: 'down', before: undefined },
    { desc: 'a fix that is gone', id: 'z', direction: 'up', before: undefined },
  ] as const)('$desc', ({ id, direction, before }) => {
    expect(placeAfterMove(FIXES, id, direction)).toBe(before);
  });
});

describe('the forecast', () => {
  test('adds up slices, and names what ends otherwise', () => {
    const first = forecastOf(
      NO_FORECAST,
      [
        { journey: 'j1', before: 'blocked', after: 'allowed', kind: 'mended' },
        { journey: 'j2', before: 'depends', after: 'depends', kind: 'unchanged' },
      ],
      false,
    );
    expect(forecastSentence(first)).toBe('Trying it on the recorded journeys…');
    const all = forecastOf(
      first,
      [
        { journey: 'j3', before: 'allowed', after: 'blocked', kind: 'broken' },
        { journey: 'j4', before: 'not-cors', after: 'not-cors', kind: 'unchanged' },
      ],
      true,
    );
    expect(forecastSentence(all)).toBe('Fixes 1 of 2 failing journeys, leaves 2 unchanged, breaks 1.');
    expect(all.changed.map(({ journey }) => journey)).toEqual(['j1', 'j3']);
  });
});

const GET = `
  GET https://api.lab.test/products
  Origin: https://app.lab.test

  200 OK
  Content-Type: application/json`;
const MENDED = `${GET}

  f1 delivers 200 OK
  Content-Type: application/json
  Access-Control-Allow-Origin: https://app.lab.test`;
describe('a journey without the fixes that touched it', () => {
  const without = (one: Journey) => withoutFixes(one, reportOf(one).verdict);

  test('ends as the server’s own answer would have it', () => {
    expect(without(journeyOf(MENDED))?.verdict).toMatchObject({ outcome: 'blocked', code: 'MissingAllowOriginHeader' });
  });

  test('is not known where corscope answered itself', () => {
    const preflight = exchange({
      method: 'OPTIONS',
      request: [
        ['Origin', 'https://app.test'],
        ['Access-Control-Request-Method', 'PUT'],
      ],
      answer: null,
      delivered: { status: 204, lines: [['Access-Control-Allow-Origin', 'https://app.test']] },
      more: { fixes: ['f1'] },
    });
    const found = without(journey(null, preflight));
    expect(found?.verdict).toBeNull();
    expect(found?.assumes.map(({ kind }) => kind)).toEqual(['answer-stays']);
  });

  test('that none touched is no such thing', () => {
    expect(without(journeyOf(GET))).toBeNull();
  });
});

test('what a fix did: how many exchanges it changed, and the last of them', () => {
  const changed = (id: string, ...fixes: string[]) => exchange({ id, more: { fixes } });
  const uses = fixUses([changed('e1', 'f1'), changed('e2', 'f1', 'f2'), changed('e3')]);
  expect(Object.fromEntries(uses)).toEqual({ f1: { count: 2, last: 'e2' }, f2: { count: 1, last: 'e2' } });
});

describe('a fix in the editor', () => {
  const draft: FixDraft = {
    title: 'Say "hello"',
    enabled: true,
    tap: 'edge',
    when: { origin: 'https://app.test', methods: ['PUT', 'DELETE'] },
    do: [OPERATION_EXAMPLES.cookie, OPERATION_EXAMPLES['follow-redirect']],
  };

  test('is read back as it was written', () => {
    expect(readDraft(writeDraft(draft))).toEqual({ draft, problems: null });
  });

  test('for every tap says so when it is saved', () => {
    expect(editOf({ ...fix('a'), when: {} })).toEqual({ title: 'a', tap: null, when: {}, do: fix('a').do });
    expect(editOf(draft).tap).toBe('edge');
  });

  test.each(OPERATION_NAMES)('has an example of %s that is one', name => {
    const { draft: more } = readDraft(withOperation(fix('a'), OPERATION_EXAMPLES[name]));
    expect(more?.do.at(-1)).toEqual(OPERATION_EXAMPLES[name]);
  });

  test('knows every operation that there is', () => {
    const unknown = v.safeParse(FixDraftSchema, { title: 'a', do: [{ op: 'nothing' }] });
    const expected = unknown.issues?.[0]?.expected ?? '';
    expect(OPERATION_NAMES.toSorted()).toEqual([...expected.matchAll(/"([^"]+)"/g)].map(([, name]) => name).toSorted());
  });
});

test('a reason does not repeat what is taken for granted beside it', () => {
  const assumes = [{ kind: 'answer-comes', sentence: 'It was never sent.' }] as const;
  expect(reasonOf({ why: 'It names the origin. It was never sent.', assumes })).toBe('It names the origin.');
});
