import { CONCLUSIONS } from '../../shared/probe/conclusions/index.ts';
import type { Ladder } from '../../shared/probe/ladder.ts';
import { planOf } from '../../shared/probe/plan.ts';
import { planReport, reportOf } from '../../shared/probe/report.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

interface ExampleLadder {
  readonly name: string;
  readonly ladder: Ladder;
}

/** What a probe says of the layers that it asked. */
export function areasOfProbe(): readonly Area[] {
  const ladders = CONCLUSIONS.flatMap(({ id, examples }) =>
    examples.map(({ desc, ladder }) => ({ name: `${id}: ${desc}`, ladder: ladder() })),
  );
  const reports = ladders.map(({ name, ladder }) => ({
    name,
    ladder,
    report: reportOf(ladder, planOf(ladder.ask, 'x')),
  }));
  return [
    {
      title: 'A probe’s headline',
      place: 'Its first line.',
      form: 'sentence',
      most: 200,
      said: oneOfEach([
        ...reports.map(({ name, report }) => ({ of: report.outcome, example: name, text: report.headline })),
        ...ladders.slice(0, 1).map(plannedOf),
      ]),
    },
    {
      title: 'A probe’s conclusions',
      place: 'What was seen, why the browser minds, what to change; by conclusion.',
      form: 'sentence',
      most: 250,
      said: oneOfEach(
        reports.flatMap(({ name, report }) =>
          report.conclusions.flatMap(({ id, seen, why, change }) =>
            Object.entries({ seen, why, change }).map(([part, text]) => ({
              of: `${id} · ${part}`,
              example: name,
              text,
            })),
          ),
        ),
      ),
    },
    {
      title: 'What a probe could not tell',
      place: 'Below its conclusions.',
      form: 'sentence',
      most: 140,
      said: oneOfEach(
        reports.flatMap(({ name, report }) =>
          report.couldNotTell.map(text => ({ of: 'could not tell', example: name, text })),
        ),
      ),
    },
    {
      title: 'A probe’s plan',
      place: 'What is asked, and why; `--dry-run` and the table.',
      form: 'label',
      most: 90,
      said: oneOfEach(
        reports.flatMap(({ name, report }) =>
          report.plan.flatMap(({ kind, question, reason }) => [
            { of: `${kind} · question`, example: name, text: question },
            { of: `${kind} · reason`, example: name, text: reason },
          ]),
        ),
      ),
    },
    {
      title: 'What would decide a row of the checklist',
      place: 'After “not seen: needs”.',
      form: 'label',
      most: 80,
      said: oneOfEach(
        reports.flatMap(({ name, report }) =>
          report.checks.map(({ id, needs }) => ({ of: id, example: name, text: needs })),
        ),
      ),
    },
  ];
}

function plannedOf({ name, ladder }: ExampleLadder): Said {
  return { of: 'dry run', example: name, text: planReport(ladder, planOf(ladder.ask, 'x')).headline };
}
