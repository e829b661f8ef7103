import type { HeaderLine } from './header-line.ts';

/** A name that has had more values than these has a new one each time. */
const MOST_VALUES = 64;
const MOST_NAMES = 1024;

/** Each gives what it is given, or an equal one that was seen before. */
export interface TextTable {
  text(text: string): string;
  line(line: HeaderLine): HeaderLine;
}

/**
 * Most lines of a session are the same ones again and again: who keeps a hundred thousand heads keeps each such line once,
 * and none of the texts that they were cut from.
 */
export function createTextTable(): TextTable {
  const texts = new Map<string, string>();
  const names = new Map<string, Map<string, HeaderLine>>();
  return {
    text: text => texts.get(text) ?? remember(texts, MOST_NAMES, ownText(text), text => text),
    line([name, value]) {
      const values = names.get(name) ?? remember(names, MOST_NAMES, ownText(name), () => new Map<string, HeaderLine>());
      return values.get(value) ?? remember(values, MOST_VALUES, ownText(value), value => [ownText(name), value]);
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
  return ` ${text}`.slice(1);
}
