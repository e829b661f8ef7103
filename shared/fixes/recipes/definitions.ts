/** Something that a configuration defines by name for others of its lines: a map, a variable, a matcher. */
export interface Definition {
  /** As it stands where it is read, so that a search finds it. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** Those definitions that these lines read, or that one of them reads, in their order: each reads only earlier ones. */
export function definitionsFor(lines: readonly string[], definitions: readonly Definition[]): string[] {
  let text = lines.join('\n');
  const needed: Definition[] = [];
  for (const definition of definitions.toReversed()) {
    if (!text.includes(definition.name)) continue;
    needed.unshift(definition);
    text += definition.lines.join('\n');
  }
  return needed.flatMap(definition => definition.lines);
}
