import type { CheckReport, ConclusionReport, ProbeReport, Severity } from '../../shared/probe/probe-report.ts';
import { aligned } from './aligned.ts';
import { printable } from './printable.ts';

/** The report for people: how the page fares, the answers side by side, what they tell, and what they do not. */
export function probeLines(report: ProbeReport, maxRequests: number | null): string[] {
  const lines = report.dryRun ? planLines(report, maxRequests) : reportLines(report);
  return lines.map(printable);
}

function planLines({ headline, plan, rungs }: ProbeReport, maxRequests: number | null): string[] {
  const rows = plan.map(({ number, rung, method, url, headers, reason }) => {
    const origin = headers.find(([name]) => name === 'Origin')?.[1] ?? '–';
    return [String(number), rung, method, url, origin, reason];
  });
  return [
    `${headline}${maxRequests === null ? '' : ` At most ${maxRequests} are allowed.`}`,
    ...rungs.map(({ name, address }) => `  ${name}  ${address}`),
    '',
    ...aligned([['', 'to', 'method', 'URL', 'Origin', 'tells'], ...rows]),
  ];
}

function reportLines(report: ProbeReport): string[] {
  const { headline, conclusions, couldNotTell, checks } = report;
  return [
    headline,
    '',
    ...tableLines(report),
    ...SECTIONS.flatMap(([severity, title]) =>
      section(title, conclusions.filter(each => each.severity === severity).flatMap(conclusionLines)),
    ),
    ...section('Recognized layers', seemingLines(report)),
    ...section(
      'Could not tell',
      couldNotTell.map(sentence => `  ${sentence}`),
    ),
    ...section('Checklist', checkLines(checks)),
  ];
}

const SECTIONS: readonly (readonly [Severity, string])[] = [
  ['blocks', 'What blocks the page'],
  ['risks', 'What may go wrong'],
  ['notes', 'Worth knowing'],
];

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function tableLines({ table, rungs }: ProbeReport): string[] {
  if (!rungs.some(({ reached }) => reached)) return [];
  return [
    ...aligned([
      ['', ...rungs.map(({ name }) => name)],
      ['', ...rungs.map(({ address }) => address.replace(/^https?:\/\//, ''))],
      ...table.map(({ question, cells }) => [question, ...cells.map(({ text }) => text)]),
    ]),
    '✓ a page of that origin may read the response, ✗ it may not; beside it Access-Control-Allow-Origin, if it is not that origin',
  ];
}

function seemingLines({ rungs }: ProbeReport): string[] {
  return rungs.flatMap(({ name, layers, errorMakers }) =>
    [...layers, ...errorMakers].map(({ sentence }) => `  ${name}: ${sentence}`),
  );
}

function conclusionLines({ id, layer, seen, why, change }: ConclusionReport): string[] {
  return [`  ${layer}: ${id}`, `    ${seen}`, `    ${why}`, `    ${change}`];
}

function checkLines(checks: readonly CheckReport[]): string[] {
  const ids = (result: string) => checks.filter(check => check.result === result).map(({ id }) => id);
  const [failed, passed] = [ids('fail'), ids('pass')];
  const unseen = checks.filter(({ result }) => result === 'not-seen');
  return [
    ...(failed.length > 0 ? [`  fail      ${failed.join(', ')}`] : []),
    ...(passed.length > 0 ? [`  pass      ${passed.join(', ')}`] : []),
    ...unseen.map(({ id, needs }) => `  not seen  ${id}: needs ${needs}`),
  ];
}
