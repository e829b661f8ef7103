import { CONFORMANCE, type ConformanceRow } from '../shared/fixes/recipes/conformance.ts';
import { EXAMPLE_POLICY } from '../shared/fixes/recipes/example-policies.ts';
import { RECIPES } from '../shared/fixes/recipes/index.ts';
import type { RecipeWriter } from '../shared/fixes/recipes/recipe.ts';
import { standingOf } from '../shared/fixes/recipes/standing.ts';

/** Where the pages stand, from the root of the sources. */
export const PAGES = 'docs/recipes';

export interface Page {
  /** Name of the file in `PAGES`. */
  readonly name: string;
  readonly text: string;
}

/** A page for each stack, and one that leads to them; what is on disk has to be the same. */
export function recipePages(): readonly Page[] {
  return [
    { name: 'README.md', text: overview() },
    ...RECIPES.map(recipe => ({ name: `${recipe.id}.md`, text: recipePage(recipe) })),
  ];
}

const GENERATED = '<!-- written by npm run recipes -->';

function recipePage(recipe: RecipeWriter): string {
  const { title, file, language, docs, shortfalls } = recipe;
  const complete = recipe.complete(EXAMPLE_POLICY);
  return sections(
    GENERATED,
    `# ${title}`,
    `${sentenceOn(recipe)} The text is for [the example policy](README.md); it goes into \`${file}\`.`,
    `${'```'}${language}\n${complete}${'```'}`,
    [...recipe.notes(EXAMPLE_POLICY), ...new Set(shortfalls.map(({ reason }) => reason))]
      .map(note => `- ${note}`)
      .join('\n'),
    ...(shortfalls.length === 0 ? [] : [`Not met: ${shortfalls.map(({ row }) => CONFORMANCE[row]).join('; ')}.`]),
    `Keeps to <${docs}>.`,
  );
}

function overview(): string {
  const stacks = RECIPES.map(recipe => `| [${recipe.title}](${recipe.id}.md) | ${recipe.kind} | ${standing(recipe)} |`);
  const rows = Object.entries(CONFORMANCE).map(([row, demand]) => `| \`${row}\` | ${demand} |`);
  const { origins, credentials, methods, requestHeaders, exposedHeaders, maxAge } = EXAMPLE_POLICY;
  return sections(
    GENERATED,
    '# Recipes',
    'corscope writes the policy that mends a journey for the server to blame: as a whole file, and as a patch for the fault that was seen. It is made of what the journeys asked for, and never unsafe: origins are named, `null` is not one of them, and `*` is written only for an API that answers everybody and sees no credentials.',
    'These pages have the whole file for one policy:',
    [
      `- origins: ${listed(origins === 'any' ? [] : origins)}`,
      `- credentials: ${credentials ? 'yes' : 'no'}`,
      `- methods: ${listed(methods)}`,
      `- request headers: ${listed(requestHeaders)}`,
      `- exposed headers: ${listed(exposedHeaders)}`,
      `- a preflight may be kept for ${maxAge} s`,
    ].join('\n'),
    ['| stack | kind | standing |', '| --- | --- | --- |', ...stacks].join('\n'),
    '## The conformance table',
    'Those that are tested are started with the very text that corscope writes, for every kind of policy, and asked over real connections (`npm test -- test/recipes`). A row that a stack cannot meet is declared in its recipe and stands on its page.',
    ['| row | demands |', '| --- | --- |', ...rows].join('\n'),
  );
}

function sentenceOn(recipe: RecipeWriter): string {
  const meaning = recipe.ranHere ? '' : ` ${standingOf(recipe).meaning}`;
  return `This recipe is ${standing(recipe)}.${meaning}`;
}

function standing({ kind, ranHere, shortfalls }: RecipeWriter): string {
  const { word } = standingOf({ ranHere });
  if (!ranHere) return word;
  const rows = (Object.keys(CONFORMANCE) as ConformanceRow[]).filter(
    row => row !== 'bad-gateway' || kind !== 'framework',
  );
  return `${word}, conformance ${rows.length - shortfalls.length} of ${rows.length}`;
}

function listed(items: readonly string[]): string {
  return items.map(item => `\`${item}\``).join(', ');
}

function sections(...texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}
