import type { HeaderLine } from './header-line.ts';

/** A name that has had more values than these has a new one each time. */
const MOST_VALUES = 64;
const MOST_NAMES = 1024;

/** Each gives what it is given, or an equal one that was seen before. */
export interface TextTable {
  text(text: string): string;
  line(line: HeaderLine): HeaderLine;
  /** Of what JSON can hold and nobody changes, `null` included. */
  value<Value extends object | null>(value: Value): Value;
}

/**
 * Most lines of a session are the same ones again and again: who keeps a hundred thousand heads keeps each such line once,
 * and none of the texts that they were cut from.
 */
export function createTextTable(): TextTable {
  const texts = new Map<string, string>();
  const names = new Map<string, Map<string, HeaderLine>>();
  const values = new Map<string, object>();
  return {
    text: text => texts.get(text) ?? remember(texts, MOST_NAMES, ownText(text), text => text),
    line([name, value]) {
      const seen = names.get(name) ?? remember(names, MOST_NAMES, ownText(name), () => new Map<string, HeaderLine>());
      return seen.get(value) ?? remember(seen, MOST_VALUES, ownText(value), value => [ownText(name), value]);
    },
    value<Value extends object | null>(value: Value): Value {
      if (value === null) return value;
      const text = JSON.stringify(value);
      // the text tells all of a value, so an equal one has its type
      return (values.get(text) ?? remember(values, MOST_NAMES, text, () => value)) as Value;
    },
  };
}

function remember<Value>(map: Map<string, Value>, most: number, key: string, make: (key: string) => Value): Value {
  const value = make(key);
  if (map.size < most) map.set(key, value);
  return value;
}

/** The same text in memory of its own: a slice holds on to the whole text that it was cut from. */
export function ownText(text: string): string {
  return oneText(text.slice(0, 1), text.slice(1));
}

/** The parts in a row, in one piece: what `+` and templates make holds on to each of its parts, and to what is between them. */
export function oneText(...parts: readonly string[]): string {
  return parts.join('');
}
