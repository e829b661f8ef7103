/** Blocks of lines as one text: an empty line between blocks, a line end at the end; empty blocks are left away. */
export function textOf(...blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter(block => block.length > 0);
  return `${filled.map(block => block.join('\n')).join('\n\n')}\n`;
}

/** Two spaces a level; empty lines stay empty. */
export function indented(lines: readonly string[], levels = 1): string[] {
  const margin = '  '.repeat(levels);
  return lines.map(line => (line === '' ? '' : `${margin}${line}`));
}

/** Lines in braces, two levels in: `server { … }`. */
export function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indented(lines, 2), '}'];
}
