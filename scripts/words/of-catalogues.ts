import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { CONFORMANCE } from '../../shared/fixes/recipes/conformance.ts';
import { EXAMPLE_POLICY, POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import { type Remark, remarkText } from '../../shared/fixes/recipes/remark.ts';
import { standingOf } from '../../shared/fixes/recipes/standing.ts';
import { FAILURE_TEXT } from '../../shared/trace/failure-text.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

const API = 'https://api.lab.test';

const REMARKS: readonly Remark[] = [
  { reason: 'not-seen', journey: '`w1`' },
  { reason: 'not-cors', journey: '`GET https://api.lab.test/me`' },
  { reason: 'null-origin', url: `${API}/me` },
  { reason: 'no-origin', origin: 'https://App.lab.test/' },
  { reason: 'no-method', method: 'TRACE' },
  { reason: 'no-header', header: 'x:y' },
  { reason: 'other-api', api: 'https://auth.lab.test' },
  { reason: 'credentials-unknown', api: API },
  { reason: 'more-was-allowed', names: ['x-tenant', 'x-trace'] },
];

/** One of each kind, and one that some stacks cannot write in full; names with backticks would end a value. */
const WRITTEN = [
  ...POLICIES.filter(({ policy: { requestHeaders } }) => !requestHeaders.some(name => name.includes('`'))),
  {
    desc: 'what not every stack can write',
    policy: {
      ...EXAMPLE_POLICY,
      origins: ['https://app.example.com', 'capacitor://localhost'],
      methods: ['GET', 'PATCH', 'M-SEARCH'],
      requestHeaders: ["x-'a", 'x-|b'],
    },
  },
];

/** What stands in lists, whatever was recorded. */
export function areasOfCatalogues(): readonly Area[] {
  const rows = CHECKLIST.flatMap(group => group.rows);
  return [
    {
      title: 'Checklist rows',
      place: 'What must hold, whether it passes or fails; a failing row goes on with its finding.',
      form: 'clause',
      most: 110,
      said: rows.map(({ id, text }) => ({ of: id, example: 'every session', text })),
    },
    {
      title: 'Checklist rows not seen, or manual',
      place: 'What to do where nothing recorded decides the row.',
      form: 'sentence',
      most: 150,
      said: rows.map(({ id, toSee }) => ({ of: id, example: 'not seen', text: toSee })),
    },
    {
      title: 'Groups of the checklist',
      place: 'The heading of a group.',
      form: 'label',
      most: 60,
      said: CHECKLIST.map(({ id, title }) => ({ of: id, example: 'title', text: title })),
    },
    {
      title: 'Where a scenario’s fix belongs',
      place: 'Above a group that fails; it goes on with the change of the finding.',
      form: 'sentence',
      most: 110,
      said: CHECKLIST.flatMap(({ id, fixPath }) =>
        fixPath === null ? [] : [{ of: id, example: 'fix path', text: fixPath }],
      ),
    },
    {
      title: 'Recipes’ notes',
      place: 'Below a recipe.',
      form: 'sentence',
      most: 230,
      said: oneOfEach(RECIPES.flatMap(notesOf)),
    },
    {
      title: 'The conformance table',
      place: 'What every recipe is held to.',
      form: 'clause',
      most: 100,
      said: Object.entries(CONFORMANCE).map(([of, text]) => ({ of, example: 'every recipe', text })),
    },
    {
      title: 'Whether a recipe was run',
      place: 'Beside a recipe, and on its page.',
      form: 'sentence',
      most: 120,
      said: [true, false].map(ranHere => {
        const { word, meaning } = standingOf({ ranHere });
        return { of: word, example: 'a recipe', text: meaning };
      }),
    },
    {
      title: 'Remarks on a policy',
      place: 'Above a recipe.',
      form: 'sentence',
      most: 180,
      said: REMARKS.map(remark => ({ of: remark.reason, example: 'a remark', text: remarkText(remark) })),
    },
    {
      title: 'How an upstream fails',
      place: 'After the upstream’s name.',
      form: 'label',
      most: 70,
      said: Object.entries(FAILURE_TEXT).map(([of, text]) => ({ of, example: 'a failure', text })),
    },
    {
      title: 'The lab’s cases',
      place: 'In the list of the lab.',
      form: 'label',
      most: 80,
      said: LAB_CASES.map(({ id, title }) => ({ of: id, example: 'title', text: title })),
    },
    {
      title: 'The stories of the lab’s cases',
      place: 'Above a case’s calls.',
      form: 'sentence',
      most: 180,
      said: LAB_CASES.map(({ id, story }) => ({ of: id, example: 'story', text: story })),
    },
    {
      title: 'Why no suggestion fixes a case of the lab',
      place: 'Below a case’s fix.',
      form: 'label',
      most: 120,
      said: LAB_CASES.flatMap(whyOf),
    },
  ];
}

function notesOf({ id, notes, shortfalls }: (typeof RECIPES)[number]): Said[] {
  const written = WRITTEN.flatMap(({ desc, policy }) => notes(policy).map(text => ({ of: id, example: desc, text })));
  return [...written, ...shortfalls.map(({ row, reason }) => ({ of: id, example: row, text: reason }))];
}

function whyOf({ id, mend }: (typeof LAB_CASES)[number]): Said[] {
  return mend.by === 'suggestion' ? [] : [{ of: id, example: 'why', text: mend.why }];
}
