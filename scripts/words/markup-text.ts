import { asRead, isNode, joined, nodesOf, type SyntaxNode, textsOf, VALUE } from './markup-expression.ts';

export interface MarkupText {
  readonly kind: 'block' | 'attribute';
  readonly text: string;
}

/** Elements that are part of the sentence around them. */
const INLINE: ReadonlySet<string> = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'kbd', 's', 'span', 'strong', 'u']);
/** Parts of the dashboard that show a value within a sentence, and those that show a picture. */
const PARTS_INLINE: Readonly<Record<string, string>> = {
  Prose: VALUE,
  WireLine: VALUE,
  Copy: '',
  Glyph: '',
  Icon: '',
  Key: '',
};
/** What has a box of its own on screen, and so stands apart from its neighbor even without a space between them. */
const BOXES: ReadonlySet<string> = new Set(['RegularElement', 'Component', 'IfBlock', 'EachBlock']);

/** Attributes that people read or hear, of elements and of the dashboard's own parts. */
const READ: ReadonlySet<string> = new Set([
  'alt',
  'aria-label',
  'data-tip',
  'label',
  'note',
  'placeholder',
  'tip',
  'title',
  'what',
]);

/** What a fragment says: a text for each block, and one for each attribute that is read. */
export function textsOfFragment(fragment: SyntaxNode): readonly MarkupText[] {
  const found: MarkupText[] = [];
  let run: SyntaxNode[] = [];
  const flush = () => {
    const texts = joined(phrasesOf(run).filter(phrase => phrase !== null));
    found.push(...texts.map(text => ({ kind: 'block', text: asRead(text) }) as const));
    run = [];
  };
  for (const node of nodesOf(fragment['nodes'])) {
    const isInline = phraseOf(node) !== null;
    if (isInline) run.push(node);
    else flush();
    found.push(...attributesOf(node));
    found.push(...fragmentsOf(node).flatMap(isInline ? attributesWithin : textsOfFragment));
  }
  flush();
  return found;
}

/** What a node adds to the sentence that it stands in; null where it is a block of its own. */
function phraseOf(node: SyntaxNode): readonly string[] | null {
  switch (node.type) {
    case 'Text':
      return [String(node['data'])];
    case 'ExpressionTag':
      return textsOf(node['expression']);
    case 'RenderTag':
      return [VALUE];
    case 'Comment':
    case 'ConstTag':
      return [''];
    case 'Component':
      return phraseOfPart(String(node['name']));
    case 'RegularElement':
      return phraseOfElement(node);
    case 'IfBlock':
      return eitherOf(node['consequent'], node['alternate']);
    case 'EachBlock':
      return eitherOf(node['body'], node['fallback']);
    default:
      return null;
  }
}

function phraseOfPart(name: string): readonly string[] | null {
  const shown = PARTS_INLINE[name];
  return shown === undefined ? null : [shown];
}

function phraseOfElement(node: SyntaxNode): readonly string[] | null {
  const name = String(node['name']);
  if (name === 'br') return [' '];
  if (!INLINE.has(name)) return null;
  const phrase = phraseOfFragment(node['fragment']);
  return name === 'code' ? (phrase?.map(text => `\`${text.trim()}\``) ?? null) : phrase;
}

function phraseOfFragment(fragment: unknown): readonly string[] | null {
  if (!isNode(fragment)) return [''];
  const phrases = phrasesOf(nodesOf(fragment['nodes']));
  return phrases.every(phrase => phrase !== null) ? joined(phrases) : null;
}

function phrasesOf(nodes: readonly SyntaxNode[]): readonly (readonly string[] | null)[] {
  return nodes.flatMap((node, index) => {
    const phrase = phraseOf(node);
    const apart = BOXES.has(node.type) && BOXES.has(nodes[index - 1]?.type ?? '') && phrase?.some(text => text !== '');
    return apart ? [[' '], phrase] : [phrase];
  });
}

function eitherOf(one: unknown, other: unknown): readonly string[] | null {
  const phrases = [phraseOfFragment(one), phraseOfFragment(other)];
  return phrases.every(phrase => phrase !== null) ? phrases.flat() : null;
}

function fragmentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flatMap(nodesOf)
    .filter(({ type }) => type === 'Fragment');
}

function attributesWithin(fragment: SyntaxNode): readonly MarkupText[] {
  return nodesOf(fragment['nodes']).flatMap(node => [
    ...attributesOf(node),
    ...fragmentsOf(node).flatMap(attributesWithin),
  ]);
}

function attributesOf(node: SyntaxNode): readonly MarkupText[] {
  return nodesOf(node['attributes']).flatMap(({ name, value }) => {
    // a popover's name is read out; other parts have a name to be told apart by
    const isRead = READ.has(String(name)) || (name === 'name' && node['name'] === 'Popover');
    if (!isRead) return [];
    const phrases = nodesOf(value)
      .map(phraseOf)
      .filter(phrase => phrase !== null);
    return joined(phrases).map(text => ({ kind: 'attribute', text: asRead(text) }) as const);
  });
}
