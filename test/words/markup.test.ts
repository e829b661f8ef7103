import { describe, expect, it } from 'vitest';
import { writtenIn } from '../../scripts/words/of-markup.ts';

const BLOCKS = [
  { desc: 'a block each', source: '<h1>One</h1><p>Two words</p>', blocks: ['One', 'Two words'] },
  { desc: 'a value', source: '<p>Changed {count} times</p>', blocks: ['Changed … times'] },
  {
    desc: 'a sentence over several lines and inline elements',
    source: '<p>Ask <b>{layer}</b>\n  for <code>{url}</code>, and\n  <code>--host</code>.</p>',
    blocks: ['Ask … for `…`, and `--host`.'],
  },
  { desc: 'a value that a part shows', source: '<p>Seen: <Prose text={seen} />.</p>', blocks: ['Seen: ….'] },
  { desc: 'a picture', source: '<p><Icon name="open" />Open it</p>', blocks: ['Open it'] },
  {
    desc: 'alternatives of an expression',
    source: `<p>{on ? 'Switch off' : \`Switch on \${name}\`}</p>`,
    blocks: ['Switch off', 'Switch on …'],
  },
  {
    desc: 'what stands in for nothing',
    source: "<p>{word ?? 'no word'}{more && ', more'}</p>",
    blocks: ['no word, more'],
  },
  {
    desc: 'one and many, each with its verb',
    source: "<p>{plural(count, 'difference')} that {count === 1 ? 'matters' : 'matter'}</p>",
    blocks: ['1 difference that matters', '… differences that matter'],
  },
  {
    desc: 'an irregular plural',
    source: "<p>{plural(count, 'fix', 'fixes')} on</p>",
    blocks: ['1 fix on', '… fixes on'],
  },
  {
    desc: 'branches within a sentence',
    source: '<p>{name}{#if held}, held back{:else}, shown{/if}</p>',
    blocks: ['…, held back', '…, shown'],
  },
  {
    desc: 'branches that are blocks',
    source: '{#if held}<p>Held back</p>{:else}<p>Shown</p>{/if}',
    blocks: ['Held back', 'Shown'],
  },
  { desc: 'a button within a text', source: '<div>Lost. <button>Retry</button></div>', blocks: ['Lost.', 'Retry'] },
  { desc: 'neighbors without a space', source: '<td><span>fix</span><span>marked</span></td>', blocks: ['fix marked'] },
  { desc: 'every other block', source: '{#await load}<p>Wait</p>{:then}<p>Done</p>{/await}', blocks: ['Wait', 'Done'] },
  { desc: 'a snippet', source: '{#snippet face()}<p>Face</p>{/snippet}', blocks: ['Face'] },
  { desc: 'neither style nor script', source: '<style>p { color: red }</style><script>let a = 1</script>', blocks: [] },
  { desc: 'no value alone', source: '<p>{count}</p>', blocks: [] },
];

const ATTRIBUTES = [
  { desc: 'a label', source: '<nav aria-label="Views"></nav>', attributes: ['Views'] },
  { desc: 'a value in it', source: '<b data-tip="Raw lines of {id}">x</b>', attributes: ['Raw lines of …'] },
  {
    desc: 'alternatives',
    source: "<Section note={on ? 'while it is on' : 'off'} />",
    attributes: ['while it is on', 'off'],
  },
  {
    desc: 'of an inline element',
    source: '<p>See <a title="The standard" href="x">it</a></p>',
    attributes: ['The standard'],
  },
  { desc: 'the name of a popover', source: '<Popover name="Export" testid="export" />', attributes: ['Export'] },
  { desc: 'not the name of an icon', source: '<Icon name="export" />', attributes: [] },
  { desc: 'no class', source: '<p class="quiet square">x</p>', attributes: [] },
];

const STRINGS = [
  { desc: 'a string of two words', source: "const a = 'not sent';", strings: ['not sent'] },
  { desc: 'a template', source: `const a = \`sent to \${layer}\`;`, strings: ['sent to …'] },
  { desc: 'one word', source: "const a = 'Blocked';", strings: [] },
  { desc: 'a selector', source: "document.querySelector('main button');", strings: [] },
  { desc: 'a selector of an element that may be missing', source: "row?.querySelector<A>('tr button');", strings: [] },
  { desc: 'a key of values', source: `const a = \`\${kind} \${id}\`;`, strings: [] },
  { desc: 'a type', source: "type A = 'not sent';", strings: [] },
  { desc: 'an import', source: "import { a } from './not sent.ts';", strings: [] },
  {
    desc: 'a part of another',
    source: `const a = \`\${one ? 'was sent' : 'is due'} now\`;`,
    strings: ['was sent now', 'is due now'],
  },
  {
    desc: 'the end of a longer word',
    source: "const a = ['agrees with it', 'disagrees with it'];",
    strings: ['agrees with it', 'disagrees with it'],
  },
];

describe('what stands written in a component', () => {
  it.each(BLOCKS)('is read by the block: $desc', ({ source, blocks }) => {
    expect(writtenIn('A.svelte', source).blocks).toEqual(blocks);
  });

  it.each(ATTRIBUTES)('is read in attributes: $desc', ({ source, attributes }) => {
    expect(writtenIn('A.svelte', source).attributes).toEqual(attributes);
  });

  it('is not read again in the strings of its own expressions', () => {
    const source = "<p>{on ? 'It is on' : off('it is off')}</p>";
    expect(writtenIn('A.svelte', source)).toEqual({ blocks: ['It is on'], attributes: [], strings: ['it is off'] });
  });
});

describe('what stands written in a script', () => {
  it.each(STRINGS)('$desc', ({ source, strings }) => {
    expect(writtenIn('a.ts', source).strings).toEqual(strings);
  });
});
