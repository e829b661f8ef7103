import { describe, expect, test } from 'vitest';
import { completionsOf, hasTerm, toggleTerm } from '../../dashboard/lib/filter-text.ts';
import { DRAFT_EXAMPLE, readDraft } from '../../dashboard/lib/fix-draft.ts';
import { sameFix, scopeInWords } from '../../dashboard/lib/fix-text.ts';
import { Chords } from '../../dashboard/lib/keys.ts';
import { LineQueue } from '../../dashboard/lib/line-queue.ts';
import { scrollToShow, windowOf } from '../../dashboard/lib/window.ts';
import type { FixDraft } from '../../shared/fixes/fix.ts';

describe('the queue of lines', () => {
  test('gives single lines in order, across texts, without the empty ones', () => {
    const queue = new LineQueue();
    queue.push('a\nb\n');
    queue.push('');
    queue.push('\nc');
    expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual(['a', 'b', 'c', null]);
    expect(queue.empty).toBe(true);
  });
});

describe('the window of a list', () => {
  test('draws what is in view and a little more, from an even row', () => {
    expect(windowOf(10_000, 28, 560, 2800, 6)).toEqual({ from: 94, to: 126 });
    expect(windowOf(3, 28, 560, 0, 6)).toEqual({ from: 0, to: 3 });
    expect(windowOf(0, 28, 560, 0, 6)).toEqual({ from: 0, to: 0 });
  });

  test('scrolls as little as it must to show a row below the head', () => {
    expect(scrollToShow(0, 28, 280, 100)).toBe(0);
    expect(scrollToShow(5, 28, 280, 100)).toBe(100);
    expect(scrollToShow(20, 28, 280, 100)).toBe(22 * 28 - 280);
  });
});

describe('the filter bar', () => {
  const values = (field: string) => (field === 'host' ? ['api.test', 'app.test'] : []);

  test('goes on with fields, then with values that are there', () => {
    expect(completionsOf('me ho', values)).toEqual([{ filter: 'me host:', label: 'host:' }]);
    expect(completionsOf('-host:app', values)).toEqual([{ filter: '-host:app.test ', label: 'host:app.test' }]);
    expect(completionsOf('host:api.test', values)).toEqual([]);
  });

  test('a click on a count replaces the verdict asked for, and a second click takes it back', () => {
    const once = toggleTerm('me verdict:allowed', 'verdict:blocked');
    expect(once).toBe('me verdict:blocked');
    expect(hasTerm(once, 'verdict:blocked')).toBe(true);
    expect(toggleTerm(once, 'verdict:blocked')).toBe('me');
  });
});

describe('keys', () => {
  test('g and the next key are one command, for a moment', () => {
    const chords = new Chords();
    expect([chords.read('j', 0), chords.read('g', 10), chords.read('f', 20)]).toEqual(['j', null, 'g f']);
    expect([chords.read('g', 100), chords.read('f', 5000)]).toEqual([null, 'f']);
  });
});

describe('a fix written by hand', () => {
  test('the example is one', () => {
    expect(readDraft(DRAFT_EXAMPLE).problems).toBeNull();
  });

  test('all that is wrong is said at once', () => {
    const { problems } = readDraft('{"title":"","do":[{"op":"remove","header":"a b"}],"when":{"status":"9xx"}}');
    expect(problems?.map(problem => problem.slice(0, problem.indexOf(':'))).toSorted()).toEqual([
      'do.0.header',
      'title',
      'when.status',
    ]);
  });

  test('what is not JSON is said to be so', () => {
    expect(readDraft('{').problems?.[0]).toMatch(/^not JSON/);
  });

  const draft: FixDraft = {
    title: 'Allow',
    enabled: true,
    when: { url: 'https://api.test/*', methods: ['PUT'], phase: 'preflight', status: '4xx' },
    do: [{ op: 'remove', header: 'Vary' }],
  };

  test('its scope reads as a sentence', () => {
    expect(scopeInWords(draft)).toBe(
      '`PUT` preflights to `https://api.test/*` from any page that the upstream answers with `4xx`',
    );
  });

  test('is the same whatever its id and its switch', () => {
    expect(sameFix(draft, { ...draft, id: 'f9', enabled: false })).toBe(true);
    expect(sameFix(draft, { ...draft, when: {} })).toBe(false);
  });
});
