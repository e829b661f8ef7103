import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { awsLiteral } from '../../shared/fixes/recipes/quote/aws.ts';
import { doubleQuoted } from '../../shared/fixes/recipes/quote/double-quoted.ts';
import { rubyString, rubySymbol } from '../../shared/fixes/recipes/quote/ruby.ts';
import { yamlString, yamlStrings } from '../../shared/fixes/recipes/quote/yaml.ts';

const VISIBLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));

/** Whatever could end a string, or be read in it: every visible character, alone, between letters, doubled and at the ends. */
const HOSTILE = [
  '',
  VISIBLE.join(''),
  ...VISIBLE.flatMap(one => [one, `a${one}b`, `${one}${one}`, `\\${one}`, `${one}\\`]),
  '"); import os; os.system("true") #',
  "'; system('true'); '",
  '#{system("true")}',
  '$' + '{jndi}',
  '$(true)',
  '\\u0022',
  '\\n: "x"',
  '{{ .Values.x }}',
  '- x: [y',
  '*anchor &x !tag',
];

/** Where the interpreter of the language is installed, it is asked; its output is JSON. */
async function evaluated(command: readonly [string, string], script: string, expressions: readonly string[]) {
  const [program, option] = command;
  const run = promisify(execFile)(program, [option, script]);
  run.child.stdin?.end(expressions.join('\n'));
  return JSON.parse((await run).stdout) as unknown;
}

const PYTHON = ['/usr/bin/python3', '-c'] as const;
const RUBY = ['/usr/bin/ruby', '-e'] as const;

describe('what a quoting helper writes is read back as it was', () => {
  it('C#, Go and Java know no other escape than JSON does, of those that are written', () => {
    for (const text of HOSTILE) expect(JSON.parse(doubleQuoted(text))).toBe(text);
  });

  it.skipIf(!existsSync(PYTHON[0]))('Python', async () => {
    const script =
      'import ast, json, sys; print(json.dumps([ast.literal_eval(line) for line in sys.stdin.read().split("\\n")]))';
    expect(await evaluated(PYTHON, script, HOSTILE.map(doubleQuoted))).toEqual(HOSTILE);
  });

  it.skipIf(!existsSync(RUBY[0]))('Ruby', async () => {
    const script = 'require "json"; puts JSON.generate(STDIN.read.split("\\n").map { |line| eval(line).to_s })';
    expect(await evaluated(RUBY, script, HOSTILE.map(rubyString))).toEqual(HOSTILE);
    expect(await evaluated(RUBY, script, HOSTILE.map(rubySymbol))).toEqual(HOSTILE);
  });

  it('YAML', () => {
    for (const text of HOSTILE) expect(parse(yamlString(text))).toBe(text);
    expect(parse(`list: ${yamlStrings(HOSTILE)} # end`)).toEqual({ list: HOSTILE });
  });

  it('a literal of API Gateway has what it was given, for it knows no escape', () => {
    for (const text of HOSTILE.filter(one => !one.includes("'"))) expect(awsLiteral(text)).toBe(`'${text}'`);
    for (const text of HOSTILE.filter(one => one.includes("'"))) expect(() => awsLiteral(text)).toThrow(RangeError);
  });
});

describe('what is not visible ASCII is refused', () => {
  it.each([
    { desc: 'a line end', text: 'a\nb' },
    { desc: 'a carriage return', text: 'a\r' },
    { desc: 'a line end of Unicode', text: 'a\u2028' },
    { desc: 'a letter beyond ASCII', text: 'ä' },
    { desc: 'NUL', text: '\0' },
  ])('$desc', ({ text }) => {
    for (const quote of [doubleQuoted, rubyString, rubySymbol, yamlString, awsLiteral]) {
      expect(() => quote(text)).toThrow(RangeError);
    }
  });
});
