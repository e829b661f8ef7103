import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { type CheckedRow, walkChecklist } from '../../shared/findings/checklist/walk.ts';
import { exchangeOf, journeyOf, lastJourney } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import type { Sighting } from '../../shared/trace/sighting.ts';

const IDS = new Set(CHECKLIST.flatMap(({ rows }) => rows.map(({ id }) => id)));
/** A journey's category is a row of its own kind: every failing journey is exactly one of them. */
const CATEGORIES = new Set(['cat.not-cors', 'cat.preflight', 'cat.actual']);

const REFUSED = journeyOf(`
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT

  405 Method Not Allowed
  Access-Control-Allow-Origin: https://app.lab.test`);
const ALLOWED = journeyOf(
  `
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT
  Access-Control-Request-Headers: authorization

  204 No Content
  Access-Control-Allow-Origin: https://app.lab.test
  Access-Control-Allow-Methods: PUT
  Access-Control-Allow-Headers: Authorization`,
  `
  PUT https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Authorization: Bearer x

  200 OK
  Access-Control-Allow-Origin: https://app.lab.test
  Vary: Origin`,
);
const DENIED = journeyOf(`
  GET https://api.lab.test/me
  Origin: https://app.lab.test

  401 Unauthorized
  WWW-Authenticate: Bearer`);

const ALLOW = 'Access-Control-Allow-Origin: https://app.lab.test\nVary: Origin';

/** An answer of a host whose other answers have the headers. */
function errorAfter(answer: string): Journey {
  const get = (path: string) => `GET https://api.lab.test${path}\nOrigin: https://app.lab.test\n`;
  return journeyOf(`${get('/products')}\n200 OK\n${ALLOW}`, `${get('/me')}\n${answer}`);
}

/** The app writes the headers; the gateway in front of it refuses without asking it. */
const EARLY: Journey = (() => {
  const before = exchangeOf(
    `GET https://api.lab.test/products\nOrigin: https://app.lab.test\n\n200 OK\n${ALLOW}`,
    1,
    'gateway',
  );
  const refused = exchangeOf(
    'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n401 Unauthorized',
    3,
    'gateway',
  );
  const sighting = (exchange: Exchange, behind: readonly Sighting[]): Sighting => ({
    exchange,
    tie: null,
    behind,
    missed: [],
  });
  const trails = new Map([
    ['e1', sighting(before, [sighting({ ...before, id: 'e2', tap: 'app' }, [])])],
    ['e3', sighting(refused, [])],
  ]);
  return { ...lastJourney([before, refused]), trails };
})();

function rowsOf(...journeys: readonly Journey[]): ReadonlyMap<string, CheckedRow> {
  const judged = journeys.map(journey => ({ journey, report: reportOf(journey) }));
  return new Map(walkChecklist(judged).flatMap(({ rows }) => rows.map(row => [row.id, row])));
}

describe('the checklist', () => {
  it('has every row that a finding names', () => {
    const named = RULES.flatMap(rule => rule.examples.flatMap(({ journey }) => reportOf(journey).findings)).flatMap(
      ({ checks }) => checks,
    );
    expect([...new Set(named)].filter(id => !IDS.has(id) && !CATEGORIES.has(id))).toEqual([]);
  });

  it('has each row once, and says of each what to do to see it', () => {
    const rows = CHECKLIST.flatMap(group => group.rows);
    expect(rows.length).toBe(IDS.size);
    expect(rows.filter(({ toSee, text }) => toSee === '' || text === '')).toEqual([]);
  });

  it.each([
    { desc: 'a refused preflight fails its rows', journeys: [REFUSED], row: 's2.status', result: 'fail' },
    { desc: 'and those of the mistake', journeys: [REFUSED], row: 'mistake.forgot-options', result: 'fail' },
    { desc: 'an answered preflight passes', journeys: [ALLOWED], row: 's2.status', result: 'pass' },
    { desc: 'with its method', journeys: [ALLOWED], row: 's2.methods', result: 'pass' },
    { desc: 'Authorization by name', journeys: [ALLOWED], row: 's7.authorization-allowed', result: 'pass' },
    {
      desc: 'one failing journey fails a row that others pass',
      journeys: [ALLOWED, REFUSED],
      row: 's2.status',
      result: 'fail',
    },
    { desc: 'nothing seen', journeys: [DENIED], row: 's2.status', result: 'not-seen' },
    { desc: 'an authentication failure without headers', journeys: [DENIED], row: 's7.cors-on-401', result: 'fail' },
    { desc: 'nor is it seen there to be one', journeys: [DENIED], row: 's7.is-401', result: 'fail' },
    { desc: 'where nothing has the headers, nobody is late', journeys: [DENIED], row: 'app.early', result: 'not-seen' },
    {
      desc: 'a 401 where other answers have them',
      journeys: [errorAfter('401 Unauthorized')],
      row: 'app.early',
      result: 'fail',
    },
    {
      desc: 'a 404 where other answers have them',
      journeys: [errorAfter('404 Not Found')],
      row: 'app.early',
      result: 'fail',
    },
    {
      desc: 'a 500 where other answers have them',
      journeys: [errorAfter('500 Oops')],
      row: 'app.early',
      result: 'fail',
    },
    { desc: 'an answer that is no error', journeys: [errorAfter('200 OK')], row: 'app.early', result: 'not-seen' },
    {
      desc: 'a 404 that has them as well',
      journeys: [errorAfter(`404 Not Found\n${ALLOW}`)],
      row: 'app.early',
      result: 'pass',
    },
    {
      desc: 'a 401 that has them as well',
      journeys: [errorAfter(`401 Unauthorized\n${ALLOW}`)],
      row: 's7.is-401',
      result: 'pass',
    },
    { desc: 'a 401 that a layer before the app made', journeys: [EARLY], row: 'app.early', result: 'not-seen' },
    { desc: 'an echoed origin with Vary', journeys: [ALLOWED], row: 'cdn.vary', result: 'pass' },
    { desc: 'what only a person can know', journeys: [ALLOWED], row: 'policy.review', result: 'manual' },
    { desc: 'a session without any traffic', journeys: [], row: 's1.acao-present', result: 'not-seen' },
    { desc: 'one tap alone says nothing of layers', journeys: [ALLOWED], row: 's5.final', result: 'not-seen' },
  ])('$desc: $row $result', ({ journeys, row, result }) => {
    expect(rowsOf(...journeys).get(row)?.result).toBe(result);
  });

  it('gives the lines that decided a row, and the finding that fails it', () => {
    const row = rowsOf(DENIED).get('s7.cors-on-401');
    expect(row?.proofs).toMatchObject([{ source: { kind: 'journey', id: 'j1' }, finding: 'allow-origin-missing' }]);
    expect(rowsOf(ALLOWED).get('s2.methods')?.proofs[0]?.evidence).toEqual([
      { exchange: 'e1', head: 'received', index: 2 },
      { exchange: 'e1', head: 'delivered', index: 1 },
    ]);
  });

  it('says of a failing scenario where its mend belongs, with the journey’s own values', () => {
    const group = walkChecklist([{ journey: REFUSED, report: reportOf(REFUSED) }]).find(({ id }) => id === 's2');
    expect(group?.fixPath).toContain('https://app.lab.test');
  });
});
