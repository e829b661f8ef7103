import type { OptionProblem } from './option-problem.ts';

export const CA_FORM = 'a readable file with PEM certificates';

/** Reads one option's text; null where it was not given, or cannot be read, which is then noted. */
export type ValueReader<Option extends string> = <T>(
  option: Option,
  text: string | undefined,
  parse: (text: string) => T | null,
  form: string,
  index?: number,
) => T | null;

/** Where an option was written: its flag, or its path in the configuration file. */
export type Where<Option extends string> = (option: Option, index?: number) => string;

export function valueReader<Option extends string>(
  problems: OptionProblem[],
  where: Where<Option>,
): ValueReader<Option> {
  return (option, text, parse, expected, index) => {
    if (text === undefined) return null;
    const value = parse(text);
    if (value === null) problems.push({ where: where(option, index), value: text, expected });
    return value;
  };
}

/** `--connect-to` for `connectTo`. */
export function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}
