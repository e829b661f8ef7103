import { describe, expect, it } from 'vitest';
import { Grouper } from '../../dashboard/lib/grouper.ts';
import { type Grouping, isGroup, journeyNear, lineKey } from '../../dashboard/lib/groups.ts';
import { exchangeOf, lastJourney } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import type { Journey } from '../../shared/trace/journey.ts';

const ALLOWED = '200 OK\nAccess-Control-Allow-Origin: *';

function journeys(...requests: readonly (readonly [request: string, answer: string])[]): Journey[] {
  return requests.map(([request, answer], index) => lastJourney([exchangeOf(`${request}\n\n${answer}`, index + 1)]));
}

const PAGE = '\nOrigin: https://app.lab.test';
const JOURNEYS = journeys(
  [`GET https://api.lab.test/products${PAGE}`, ALLOWED],
  [`GET https://api.lab.test/orders/7${PAGE}`, '200 OK'],
  ['GET https://api.lab.test/orders/7?full=1\nOrigin: https://shop.lab.test', '200 OK'],
  [`GET https://api.lab.test/orders/8${PAGE}`, '200 OK\nAccess-Control-Allow-Origin: https://other.test'],
  ['GET https://cdn.lab.test/orders/8', '200 OK'],
);

function shown(grouping: Grouping, closed: readonly string[] = []): string[] {
  const lines = new Grouper(grouping, reportOf).group(JOURNEYS, new Set(closed)).lines;
  return [...lines].map(line =>
    isGroup(line) ? `${line.label} | ${line.note} | ${line.count} | ${line.blocked}` : line.id,
  );
}

describe('groups', () => {
  it.each([
    {
      grouping: 'cause',
      lines: [
        'allow-origin-missing | upstream | 2 | 2',
        'j2',
        'j3',
        'allow-origin-mismatch | upstream | 1 | 1',
        'j4',
        'No blocking finding |  | 2 | 0',
        'j1',
        'j5',
      ],
    },
    {
      grouping: 'route',
      lines: [
        'GET /products | api.lab.test | 1 | 0',
        'j1',
        'GET /orders/:id | api.lab.test | 3 | 3',
        'j2',
        'j3',
        'j4',
        'GET /orders/:id | cdn.lab.test | 1 | 0',
        'j5',
      ],
    },
    {
      grouping: 'page',
      lines: [
        'app.lab.test |  | 3 | 2',
        'j1',
        'j2',
        'j4',
        'shop.lab.test |  | 1 | 1',
        'j3',
        'No page origin |  | 1 | 0',
        'j5',
      ],
    },
  ] as const)('by $grouping', ({ grouping, lines }) => {
    expect(shown(grouping)).toEqual(lines);
  });

  it('that are closed show their line alone', () => {
    expect(shown('page', ['https://app.lab.test', ''])).toEqual([
      'app.lab.test |  | 3 | 2',
      'shop.lab.test |  | 1 | 1',
      'j3',
      'No page origin |  | 1 | 0',
    ]);
  });

  it.each([
    { desc: 'more', from: [0, 1], to: [0, 1, 2, 3, 4] },
    { desc: 'fewer', from: [0, 1, 2, 3, 4], to: [0, 1] },
    { desc: 'the first fell out', from: [0, 1, 2], to: [2, 3] },
    { desc: 'one in the middle is gone', from: [0, 1, 2, 3], to: [0, 2, 3] },
    { desc: 'one came in the middle', from: [0, 2, 3], to: [0, 1, 2, 3] },
    { desc: 'others altogether', from: [0, 1], to: [3, 4] },
    { desc: 'none', from: [0, 1], to: [] },
    { desc: 'some after none', from: [], to: [3, 4] },
  ])('are the same whether sorted at once or as the list goes on: $desc', ({ from, to }) => {
    for (const grouping of ['cause', 'route', 'page'] as const) {
      const [first, then] = [from, to].map(indexes => JOURNEYS.filter((_, index) => indexes.includes(index)));
      const grouper = new Grouper(grouping, reportOf);
      grouper.group(first ?? [], new Set());
      expect(grouper.group(then ?? [], new Set())).toEqual(
        new Grouper(grouping, reportOf).group(then ?? [], new Set()),
      );
    }
  });

  it('of a long list are made in parts, which end in the same', () => {
    for (const grouping of ['cause', 'route', 'page'] as const) {
      const grouper = new Grouper(grouping, reportOf);
      const none = new Set<string>();
      const parts = JOURNEYS.map(() => {
        let more = 1;
        return grouper.group(JOURNEYS, none, () => more-- > 0);
      });
      expect(parts.map(({ complete }) => complete)).toEqual([false, false, false, false, true]);
      expect(parts.map(({ groups }) => groups.reduce((sum, { count }) => sum + count, 0))).toEqual([1, 2, 3, 4, 5]);
      expect(parts.at(-1)).toEqual(new Grouper(grouping, reportOf).group(JOURNEYS, none));
    }
  });

  it('keep those behind a changed journey, whose turn has not come', () => {
    const grouper = new Grouper('page', reportOf);
    grouper.group(JOURNEYS, new Set());
    const changed = JOURNEYS.map((journey, index) => (index === 1 ? { ...journey } : journey));
    let more = 1;
    expect(grouper.group(changed, new Set(), () => more-- > 0)).toEqual(
      new Grouper('page', reportOf).group(changed, new Set()),
    );
  });

  it('take a journey that has changed anew', () => {
    const grouper = new Grouper('cause', reportOf);
    const open = journeys([`GET https://api.lab.test/me${PAGE}`, '']);
    const answered = journeys([`GET https://api.lab.test/me${PAGE}`, '200 OK']);
    const groups = [open, answered].map(one => grouper.group(one, new Set()).groups);
    expect(groups).toMatchObject([
      [{ label: 'No blocking finding', count: 1 }],
      [{ label: 'allow-origin-missing', count: 1, blocked: 1 }],
    ]);
  });

  it('have lines that are all unlike', () => {
    const lines = new Grouper('page', reportOf).group(JOURNEYS, new Set()).lines;
    expect(new Set([...lines].map(lineKey)).size).toBe(lines.length);
  });
});

describe('a walk through the lines', () => {
  const lines = new Grouper('page', reportOf).group(JOURNEYS, new Set(['https://shop.lab.test'])).lines;
  // app, j1, j2, j4, shop (closed), no page, j5

  it.each([
    { desc: 'stands on a journey', at: 2, step: 1, id: 'j2' },
    { desc: 'goes on over a closed group', at: 4, step: 1, id: 'j5' },
    { desc: 'goes back over a closed group', at: 5, step: -1, id: 'j4' },
    { desc: 'turns round above the first journey', at: 0, step: -1, id: 'j1' },
  ] as const)('$desc', ({ at, step, id }) => {
    expect(journeyNear(lines, at, step)?.id).toBe(id);
  });

  it('finds nothing where all is closed', () => {
    expect(
      journeyNear(
        new Grouper('page', reportOf).group(JOURNEYS, new Set(['', 'https://app.lab.test', 'https://shop.lab.test']))
          .lines,
        0,
        1,
      ),
    ).toBeNull();
  });
});
