/** Newline-delimited texts in, single lines out, in order: nothing is split before it is asked for. */
export class LineQueue {
  #texts: string[] = [];
  #at = 0;
  #head = 0;

  push(text: string): void {
    if (text !== '') this.#texts.push(text);
  }

  /** The next line that is not empty, or null where none is left. */
  next(): string | null {
    for (;;) {
      const text = this.#texts[this.#head];
      if (text === undefined) return this.#reset();
      const end = text.indexOf('\n', this.#at);
      const line = end === -1 ? text.slice(this.#at) : text.slice(this.#at, end);
      if (end === -1) {
        this.#head += 1;
        this.#at = 0;
      } else this.#at = end + 1;
      if (line !== '') return line;
    }
  }

  get empty(): boolean {
    return this.#head >= this.#texts.length;
  }

  clear(): void {
    this.#reset();
  }

  #reset(): null {
    this.#texts = [];
    this.#head = 0;
    this.#at = 0;
    return null;
  }
}
