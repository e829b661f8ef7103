import { asRead, isNode, nodesOf, type SyntaxNode, textsOf } from './markup-expression.ts';

/** Calls whose strings are for the browser, not for people. */
const NOT_SAID: ReadonlySet<string> = new Set(['closest', 'matches', 'querySelector', 'querySelectorAll']);
/** Attributes whose strings are names. */
const NOT_READ: ReadonlySet<string> = new Set(['class', 'style', 'id', 'for', 'rel']);
const HAS_TEXT: ReadonlySet<string> = new Set([
  'Literal',
  'TemplateLiteral',
  'ConditionalExpression',
  'LogicalExpression',
]);

/**
 * Strings and templates of at least two words that are written out, wherever in a tree of code they stand. A label of one
 * word is not among them: nothing tells it from a name.
 */
export function stringsOf(node: SyntaxNode): readonly string[] {
  const texts = [...new Set(collected(node).map(asRead).filter(isSaid))];
  return texts.filter(text => !texts.some(other => other !== text && holds(other, text)));
}

/** Whether `text` is a part of `whole`, and not the end of a longer word there. */
export function holds(whole: string, text: string): boolean {
  const at = whole.indexOf(text);
  return at !== -1 && !/^\p{L}\p{L}/u.test(`${whole[at - 1] ?? ' '}${text}`);
}

function collected(node: SyntaxNode): readonly string[] {
  if (isNotSaid(node)) return [];
  const own = HAS_TEXT.has(node.type) ? textsOf(node) : [];
  return [...own, ...Object.values(node).flatMap(nodesOf).flatMap(collected)];
}

function isNotSaid(node: SyntaxNode): boolean {
  if (node.type === 'ImportDeclaration' || /^TS(?:Type|Interface)/.test(node.type)) return true;
  if (node.type === 'Attribute') return NOT_READ.has(String(node['name']));
  return node.type === 'CallExpression' && NOT_SAID.has(calledIn(node['callee']));
}

function calledIn(callee: unknown): string {
  if (!isNode(callee)) return '';
  const { property, expression } = callee;
  if (isNode(expression)) return calledIn(expression);
  return isNode(property) ? String(property['name']) : String(callee['name']);
}

function isSaid(text: string): boolean {
  return text.split(/[\s()]+/).filter(word => /^[\p{L}’-]{2,}[.,:;?…]?$/u.test(word)).length > 1;
}
