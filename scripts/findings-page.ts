import { CHECKLIST } from '../shared/findings/checklist/rows/index.ts';
import { reportOf } from '../shared/findings/report-of.ts';
import type { Rule } from '../shared/findings/rule.ts';
import { RULES } from '../shared/findings/rules/index.ts';

/** Where the page stands, from the root of the sources. */
export const PAGE = 'docs/findings.md';

/** The catalogue as a page: what is on disk has to be the same. */
export function findingsPage(): string {
  return sections(
    '<!-- written by npm run findings -->',
    '# Findings',
    'Every cause that corscope names, in the order in which findings are shown: the first one that blocks is the one to mend first. The sentences are those of an example; on a journey of yours they have its own values. A finding that blocks only under a condition that the traffic does not decide is shown as a risk.',
    'Severity: **blocks** where the browser refuses the response, or never sent the request; **risks** where it may later, or where something else is in the way; **notes** where one should know. Rows are those of the checklist (`corscope` shows it walked over the session); a note fails none.',
    RULES.map(({ id, title }) => `- [${title}](#${anchorOf(title)}) \`${id}\``).join('\n'),
    ...RULES.flatMap(ruleSections),
  );
}

const SEVERITY = { blocks: 'Blocks', risks: 'Risk', notes: 'Note' } as const;

function ruleSections(rule: Rule): string[] {
  const { id, title, severity, scenario, spec, browsersSay, examples } = rule;
  const example = examples.find(({ hits }) => hits > 0);
  const found = example && reportOf(example.journey).findings.find(finding => finding.id === id);
  if (example === undefined || found === undefined) throw new Error(`${id} has no example that it finds`);
  const others = examples.filter(each => each !== example).map(({ desc }) => desc);
  return [
    `## ${title}`,
    [
      `\`${id}\` · ${SEVERITY[severity]} · ${scenarioText(scenario)} · [standard](${spec})`,
      ...wordsOf(browsersSay),
    ].join('  \n'),
    `Example: ${example.desc}.`,
    `> ${found.seen}\n>\n> ${found.why}\n>\n> **Change:** ${found.change}`,
    `Fails ${found.checks.map(row => `\`${row}\``).join(', ')}${severity === 'notes' ? ' (as a note: it fails none)' : ''}; blames \`${found.layer}\` there. Other examples: ${others.join('; ')}.`,
  ];
}

function wordsOf({ chromium, firefox }: Rule['browsersSay']): string[] {
  const words = chromium.length === 0 ? [] : [`Chromium says ${chromium.map(code => `\`${code}\``).join(', ')}`];
  return firefox === null ? words : [...words, `Firefox says “${firefox}”`];
}

function scenarioText(scenario: string): string {
  const group = CHECKLIST.find(({ id }) => id === scenario);
  return group === undefined ? scenario : group.title;
}

/** As GitHub makes it of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replace(/ /g, '-');
}

function sections(...texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}
