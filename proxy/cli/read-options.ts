import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { corscopeHome } from '../ca/home.ts';
import { type CorscopeOptions, DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../options.ts';
import { readConfigFile } from './config-file.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import {
  BYTES_FORM,
  CONNECT_TO_FORM,
  PORT_FORM,
  parseBytes,
  parseConnectTo,
  parsePort,
  parseTap,
  TAP_FORM,
} from './parse-values.ts';

/** Options as text, from flags or from the configuration file. */
export interface RawOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly tap?: readonly string[] | undefined;
  readonly connectTo?: readonly string[] | undefined;
  readonly upstreamInsecure?: boolean | undefined;
  readonly upstreamCa?: string | undefined;
  readonly session?: string | undefined;
  readonly memoryLimit?: string | undefined;
  readonly bodyLimit?: string | undefined;
}

/** Flags win over the configuration file. @throws OptionsError with all that is wrong */
export function readOptions(
  flags: RawOptions & { readonly config?: string | undefined },
  lab: boolean,
): CorscopeOptions {
  const raw: RawOptions = { ...(flags.config === undefined ? {} : readConfigFile(flags.config)), ...given(flags) };
  const problems: OptionProblem[] = [];
  const value = reader(problems);
  const options: CorscopeOptions = {
    host: value('--host', raw.host, hostOf, 'an address of this machine, such as 127.0.0.1') ?? '127.0.0.1',
    port: value('--port', raw.port, parsePort, PORT_FORM),
    taps: (raw.tap ?? []).map(text => value('--tap', text, parseTap, TAP_FORM)).filter(tap => tap !== null),
    connectTo: (raw.connectTo ?? [])
      .map(text => value('--connect-to', text, parseConnectTo, CONNECT_TO_FORM))
      .filter(rule => rule !== null),
    upstreamInsecure: raw.upstreamInsecure ?? false,
    upstreamCa: value('--upstream-ca', raw.upstreamCa, certificateOf, 'a readable file with PEM certificates'),
    sessionFile: raw.session ?? null,
    home: corscopeHome(),
    memoryBytes: value('--memory-limit', raw.memoryLimit, parseBytes, BYTES_FORM) ?? DEFAULT_MEMORY_BYTES,
    bodyBytes: value('--body-limit', raw.bodyLimit, parseBytes, BYTES_FORM) ?? DEFAULT_BODY_BYTES,
    lab,
  };
  noteDoubles(options, problems);
  if (problems.length > 0) throw new OptionsError(problems);
  return options;
}

type ValueReader = <T>(
  where: string,
  text: string | undefined,
  parse: (text: string) => T | null,
  form: string,
) => T | null;

function reader(problems: OptionProblem[]): ValueReader {
  return (where, text, parse, expected) => {
    if (text === undefined) return null;
    const value = parse(text);
    if (value === null) problems.push({ where, value: text, expected });
    return value;
  };
}

function given(flags: RawOptions & { readonly config?: string | undefined }): RawOptions {
  const { config: _, ...rest } = flags;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

function hostOf(text: string): string | null {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : null;
}

function certificateOf(path: string): string | null {
  try {
    const pem = readFileSync(path, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch {
    return null;
  }
}

function noteDoubles({ taps }: CorscopeOptions, problems: OptionProblem[]): void {
  const names = new Set(['proxy']);
  for (const { name } of taps) {
    if (names.has(name)) problems.push({ where: '--tap', value: name, expected: 'a name that no other tap has' });
    names.add(name);
  }
}
