/** What a list is read by; an array is one. */
export interface Sequence<Item> extends Iterable<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
  slice(from?: number, to?: number): readonly Item[];
  indexOf(item: Item): number;
}

/** A list in parts: the next one, in which little is different, holds most of the same parts. */
export class Parts<Item> implements Sequence<Item> {
  readonly length: number;
  readonly #parts: readonly (readonly Item[])[];
  /** The index of each part's first item. */
  readonly #starts: readonly number[];
  /** The part that was read last: most are read one after the other. */
  #last = 0;

  constructor(parts: readonly (readonly Item[])[]) {
    const starts: number[] = [];
    let length = 0;
    for (const part of parts) {
      starts.push(length);
      length += part.length;
    }
    this.#parts = parts;
    this.#starts = starts;
    this.length = length;
  }

  at(index: number): Item | undefined {
    const from = index < 0 ? index + this.length : index;
    if (from < 0 || from >= this.length) return undefined;
    this.#last = this.#partOf(from);
    return this.#parts[this.#last]?.[from - (this.#starts[this.#last] ?? 0)];
  }

  slice(from = 0, to = this.length): readonly Item[] {
    const items: Item[] = [];
    const first = from < 0 ? Math.max(0, from + this.length) : from;
    const end = to < 0 ? to + this.length : Math.min(to, this.length);
    for (let index = first; index < end; index += 1) items.push(this.at(index) as Item);
    return items;
  }

  indexOf(item: Item): number {
    for (const [index, part] of this.#parts.entries()) {
      const at = part.indexOf(item);
      if (at !== -1) return (this.#starts[index] ?? 0) + at;
    }
    return -1;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const part of this.#parts) yield* part;
  }

  #partOf(index: number): number {
    if (this.#holds(this.#last, index)) return this.#last;
    let from = 0;
    let to = this.#starts.length;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) from = middle;
      else to = middle;
    }
    return from;
  }

  #holds(part: number, index: number): boolean {
    const start = this.#starts[part] ?? Number.POSITIVE_INFINITY;
    return index >= start && index < (this.#starts[part + 1] ?? this.length);
  }
}
