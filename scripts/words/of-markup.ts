import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import { nodesOf } from './markup-expression.ts';
import { holds, stringsOf } from './markup-strings.ts';
import { textsOfFragment } from './markup-text.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

const DASHBOARD = fileURLToPath(new URL('../../dashboard/', import.meta.url));

/** Of what these say, other areas hold what their functions really make of it. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['lib/fix-text.ts', 'lib/witness-text.ts']);

export interface Written {
  readonly blocks: readonly string[];
  readonly attributes: readonly string[];
  readonly strings: readonly string[];
}

/** What stands written in the dashboard's components and scripts, outside of the gallery. */
export function areasOfMarkup(): readonly Area[] {
  const files = readdirSync(DASHBOARD, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.svelte$|^(?:lib|state)\/.*\.ts$/.test(file) && !file.startsWith('gallery/'))
    .filter(file => !SAID_ELSEWHERE.has(file))
    .sort()
    .map(file => ({ file, ...writtenIn(file, readFileSync(`${DASHBOARD}${file}`, 'utf8')) }));
  const said = (kind: keyof Written): readonly Said[] =>
    oneOfEach(files.flatMap(each => each[kind].map(text => ({ of: each.file, example: kind, text }))));
  return [
    {
      title: 'Written in the markup',
      place: 'On the dashboard, by component: a text for each block of it; `…` is a value.',
      form: 'label',
      most: 240,
      said: said('blocks'),
    },
    {
      title: 'Written in attributes',
      place: 'Labels, notes, tooltips, placeholders, and what a screen reader says.',
      form: 'label',
      most: 110,
      said: said('attributes'),
    },
    {
      title: 'Written in the dashboard’s scripts',
      place: 'Strings of at least two words; labels of one word are left out.',
      form: 'label',
      most: 110,
      said: said('strings'),
    },
  ];
}

/** What a source says to people. Alternatives of different parts of a text are shown in some of their combinations. */
export function writtenIn(file: string, source: string): Written {
  const isScript = file.endsWith('.ts');
  const { instance, module, fragment } = parse(isScript ? `<script lang="ts">\n${source}</script>` : source, {
    modern: true,
  });
  const texts = nodesOf(fragment).flatMap(textsOfFragment);
  const strings = nodesOf([instance, module, fragment]).flatMap(stringsOf);
  return {
    blocks: texts.flatMap(({ kind, text }) => (kind === 'block' && hasWord(text) ? [text] : [])),
    attributes: texts.flatMap(({ kind, text }) => (kind === 'attribute' && hasWord(text) ? [text] : [])),
    strings: strings.filter(string => !texts.some(({ text }) => holds(text, string))),
  };
}

function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}
