import { figure } from '../report/format.ts';
import { differenceOf, ratioOf } from '../report/ratio.ts';
import type { Table } from '../report/table.ts';
import type { Results } from '../results.ts';
import type { Goal, Measure } from './goal.ts';
import { GOALS } from './goals.ts';

/** Every goal with what was measured, and one word for how they stand. */
export function weighGoals(results: Results): Table {
  return {
    title: 'Goals',
    note: 'corscope records everything and has one dashboard attached, against others that record nothing unless they always do. Ratios are medians of the rounds’ own.',
    columns: ['goal', 'must', 'aim', 'measured', 'verdict'],
    rows: GOALS.map(goal => rowOf(goal, results)),
  };
}

function rowOf(goal: Goal, results: Results): string[] {
  const measured = measure(goal.measure, results);
  return [
    goal.goal,
    bound(goal, goal.must),
    bound(goal, goal.aim),
    measured === null ? '–' : `${figure(measured)} ${goal.unit}`.trim(),
    measured === null ? `not measured: ${whyMissing(goal.measure, results)}` : verdict(goal, measured),
  ];
}

function measure(from: Measure, results: Results): number | null {
  if ('value' in from) return results.median(from.value);
  if ('elsewhere' in from) return null;
  if ('difference' in from) return differenceOf(results, from.difference[0], [from.difference[1]]);
  const [key, ...against] = from.ratio;
  return ratioOf(results, key, against);
}

function verdict({ better, must, aim }: Goal, measured: number): string {
  const reaches = (line: number) => (better === 'more' ? measured >= line : measured <= line);
  if (aim !== null && reaches(aim)) return 'aim';
  if (must === null) return 'below aim';
  if (!reaches(must)) return 'below must';
  return aim === null ? 'aim' : 'must';
}

function whyMissing(from: Measure, results: Results): string {
  if ('elsewhere' in from) return from.elsewhere;
  const keys = 'value' in from ? [from.value] : 'ratio' in from ? from.ratio : from.difference;
  const missing = keys.find(key => results.all(key).length === 0);
  return missing === undefined ? 'no common round' : results.whyMissing(missing);
}

function bound({ better, unit }: Goal, line: number | null): string {
  if (line === null) return '–';
  return `${better === 'more' ? '≥' : '≤'} ${line.toLocaleString('en-US')} ${unit}`.trim();
}
