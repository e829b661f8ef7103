import { exampleJourneys } from './words/example-journeys.ts';
import { areasOfCatalogues } from './words/of-catalogues.ts';
import { areasOfFixes } from './words/of-fixes.ts';
import { areasOfInput } from './words/of-input.ts';
import { areasOfJourneys } from './words/of-journeys.ts';
import { areasOfMarkup } from './words/of-markup.ts';
import { areasOfProbe } from './words/of-probe.ts';
import { areasOfWitnesses } from './words/of-witness.ts';
import type { Area } from './words/said.ts';

/** Where the page stands, from the root of the sources. */
export const WORDS_PAGE = 'docs/words.md';

/** Every sentence that corscope can say, each said by the real functions of a real example. */
export function wordAreas(): readonly Area[] {
  const journeys = exampleJourneys();
  return [
    ...areasOfJourneys(journeys),
    ...areasOfWitnesses(journeys),
    ...areasOfFixes(journeys),
    ...areasOfCatalogues(),
    ...areasOfProbe(),
    ...areasOfInput(),
    ...areasOfMarkup(),
  ];
}

/** All of them as a page; what is on disk has to be the same. */
export function wordsPage(areas: readonly Area[]): string {
  const count = areas.reduce((sum, { said }) => sum + said.length, 0);
  return `${[
    '<!-- written by npm run words -->',
    '# Words',
    `Every sentence that corscope can put on a screen or a terminal: ${count} of them, made by the real functions from recorded traffic and from the catalogue’s examples, or read from the dashboard’s markup and scripts where they stand written. Two that differ in their values alone are listed once. Change a sentence where it is made, run \`npm run words\`, and read the difference.`,
    areas.map(({ title, said }) => `- [${title}](#${anchorOf(title)}): ${said.length}`).join('\n'),
    ...areas.flatMap(sectionOf),
  ].join('\n\n')}\n`;
}

function sectionOf({ title, place, said }: Area): string[] {
  const groups = new Map<string, string[]>();
  for (const { of, text } of said) groups.set(of, [...(groups.get(of) ?? []), text]);
  const lines = [...groups].map(([of, texts]) => `**${of}**\n\n${texts.map(text => `- ${text}`).join('\n')}`);
  return [`## ${title}`, place, ...lines];
}

/** As GitHub makes it of a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replace(/ /g, '-');
}
