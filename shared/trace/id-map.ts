const ZERO = 0x30;
const NINE = 0x39;
const MOST_DIGITS = 9;

/**
 * A Map by ids, such as `e7` and `jw12`. It keeps their letters and numbers: a text that is a key stands in the engine's
 * table of names, and with some of them for each of a hundred thousand journeys, a collector that goes through the table
 * has the page stand still.
 */
export class IdMap<Value> {
  readonly #maps = new Map<string, Map<number, Value>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: string): Value | undefined {
    const number = numberIn(id);
    return this.#maps.get(lettersIn(id, number))?.get(number);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  set(id: string, value: Value): void {
    const number = numberIn(id);
    const letters = lettersIn(id, number);
    const map = this.#maps.get(letters) ?? new Map<number, Value>();
    this.#maps.set(letters, map);
    if (!map.has(number)) this.#size += 1;
    map.set(number, value);
  }

  delete(id: string): boolean {
    const number = numberIn(id);
    const isGone = this.#maps.get(lettersIn(id, number))?.delete(number) === true;
    if (isGone) this.#size -= 1;
    return isGone;
  }

  clear(): void {
    this.#maps.clear();
    this.#size = 0;
  }

  /** As they were first set, those of the same letters together. */
  *values(): Generator<Value> {
    for (const map of this.#maps.values()) yield* map.values();
  }
}

/** What follows one letter or two, written as numbers are; -1 where something else does. */
function numberIn(id: string): number {
  const from = lettersBefore(id);
  const digits = id.length - from;
  if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && id.charCodeAt(from) === ZERO)) return -1;
  let number = 0;
  for (let at = from; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
    number = number * 10 + code - ZERO;
  }
  return number;
}

function lettersIn(id: string, number: number): string {
  return number === -1 ? id : id.slice(0, lettersBefore(id));
}

function lettersBefore(id: string): number {
  return id.charCodeAt(1) > NINE ? 2 : 1;
}
