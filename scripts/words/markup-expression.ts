/** A node of the tree that Svelte's parser makes, of markup and of scripts alike. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What stands where a value is known only when it runs. */
export const VALUE = '…';

const PASS_THROUGH: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function nodesOf(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
}

/** Every text that an expression can come to, as far as it is written there. */
export function textsOf(node: unknown): readonly string[] {
  if (!isNode(node)) return [VALUE];
  if (PASS_THROUGH.has(node.type)) return textsOf(node['expression']);
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']];
  if (node.type === 'TemplateLiteral') return textsOfTemplate(node);
  if (node.type === 'ConditionalExpression') return [...textsOf(node['consequent']), ...textsOf(node['alternate'])];
  if (node.type === 'LogicalExpression') return textsOfLogical(node);
  if (node.type === 'CallExpression') return textsOfCall(node);
  return [VALUE];
}

function textsOfTemplate(node: SyntaxNode): readonly string[] {
  const expressions = nodesOf(node['expressions']);
  const parts = nodesOf(node['quasis']).flatMap((quasi, index) => {
    const { cooked } = quasi['value'] as { readonly cooked: string };
    return index < expressions.length ? [[cooked], textsOf(expressions[index])] : [[cooked]];
  });
  return joined(parts);
}

function textsOfLogical({ operator, left, right }: SyntaxNode): readonly string[] {
  return [...(operator === '&&' ? [''] : textsOf(left)), ...textsOf(right)];
}

/** `plural(count, 'route')` is read as one and as many. */
function textsOfCall({ callee, arguments: given }: SyntaxNode): readonly string[] {
  const [, one, many] = nodesOf(given);
  if (!isNode(callee) || callee['name'] !== 'plural' || one === undefined) return [VALUE];
  const several = many === undefined ? textsOf(one).map(word => `${word}s`) : textsOf(many);
  return [...textsOf(one).map(word => `1 ${word}`), ...several.map(word => `${VALUE} ${word}`)];
}

/** The parts one after another. Each alternative of a part is in one of the results: not all go with all, which would be many. */
export function joined(parts: readonly (readonly string[])[]): readonly string[] {
  const most = Math.max(1, ...parts.map(part => part.length));
  const texts = Array.from({ length: most }, (_, index) =>
    parts.map(part => part[Math.min(index, part.length - 1)] ?? '').join(''),
  );
  return [...new Set(texts)];
}

/** As it is read: on one line, neighboring values as one. */
export function asRead(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/…(?: ?…)+/g, VALUE)
    .trim();
}
