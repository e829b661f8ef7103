import { describe, expect, it } from 'vitest';
import { Tallies } from '../../dashboard/lib/tallies.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';

const CALL = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n';
const BLOCKED = reportOf(journeyOf(`${CALL}200 OK`));
const ALLOWED = reportOf(
  journeyOf(`${CALL}200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true`),
);
const DISAGREES = {
  ...ALLOWED,
  witness: { outcome: 'blocked', code: null, disagreement: 'The browser blocked it.', account: {} },
} as unknown as typeof ALLOWED;

type Step = readonly [id: string, report: typeof ALLOWED | null];

describe('counts by verdict', () => {
  it.each<{ desc: string; steps: readonly Step[]; counts: object; disagreements: number }>([
    { desc: 'none', steps: [], counts: { blocked: 0, allowed: 0 }, disagreements: 0 },
    {
      desc: 'one each',
      steps: [
        ['j1', BLOCKED],
        ['j2', ALLOWED],
      ],
      counts: { blocked: 1, allowed: 1 },
      disagreements: 0,
    },
    {
      desc: 'judged again as something else',
      steps: [
        ['j1', BLOCKED],
        ['j1', ALLOWED],
      ],
      counts: { blocked: 0, allowed: 1 },
      disagreements: 0,
    },
    {
      desc: 'judged again as the same',
      steps: [
        ['j1', BLOCKED],
        ['j1', BLOCKED],
      ],
      counts: { blocked: 1 },
      disagreements: 0,
    },
    {
      desc: 'gone',
      steps: [
        ['j1', DISAGREES],
        ['j1', null],
        ['j9', null],
      ],
      counts: { allowed: 0 },
      disagreements: 0,
    },
    {
      desc: 'the browser says otherwise',
      steps: [
        ['j1', DISAGREES],
        ['j2', BLOCKED],
      ],
      counts: { allowed: 1, blocked: 1 },
      disagreements: 1,
    },
    {
      desc: 'and no more',
      steps: [
        ['j1', DISAGREES],
        ['j1', ALLOWED],
      ],
      counts: { allowed: 1 },
      disagreements: 0,
    },
  ])('$desc', ({ steps, counts, disagreements }) => {
    const tallies = new Tallies();
    for (const [id, report] of steps) {
      if (report === null) tallies.delete(id);
      else tallies.set(id, report);
    }
    expect(tallies.counts).toMatchObject(counts);
    expect(tallies.disagreements).toBe(disagreements);
  });
});
