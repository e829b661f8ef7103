import { existsSync } from 'node:fs';
import { corscopeHome } from '../ca/home.ts';
import { type CorscopeOptions, DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES, type TapOption } from '../options.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import {
  BYTES_FORM,
  CONNECT_TO_FORM,
  HOST_FORM,
  PORT_FORM,
  parseBytes,
  parseConnectTo,
  parseHost,
  parsePort,
  parseTap,
  parseTarget,
  TAP_FORM,
} from './parse-values.ts';
import type { RawOptions, RawTap, ServeFlags } from './raw-options.ts';
import { readCertificates } from './read-certificates.ts';
import { tapProblems, type WrittenTap } from './tap-problems.ts';
import { givenToken } from './token.ts';
import { CA_FORM, flagOf, type ValueReader, valueReader, type Where } from './value-reader.ts';

/** The configuration file that is read where none is named, if the working directory has one. */
const FOUND_CONFIG = 'corscope.config.json';

export interface ReadOptions {
  readonly options: CorscopeOptions;
  /** The configuration file that was read; null for none. */
  readonly config: string | null;
}

/** Flags win over the configuration file. @throws OptionsError with all that is wrong */
export async function readOptions(
  { config: named, token: asked, ...flags }: ServeFlags,
  lab: boolean,
): Promise<ReadOptions> {
  const config = named ?? (existsSync(FOUND_CONFIG) ? FOUND_CONFIG : null);
  const file = config === null ? { options: {}, problems: [] } : await readFileOptions(config);
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const raw: RawOptions = { ...file.options, ...given };
  const problems: OptionProblem[] = [...file.problems];
  const where: Where<keyof RawOptions> = (option, index) => {
    if (option in given) return flagOf(option);
    return `${config}: ${index === undefined ? option : `${option}.${index}`}`;
  };
  const value = valueReader(problems, where);
  const host = value('host', raw.host, parseHost, HOST_FORM) ?? '127.0.0.1';
  const taps = writtenTaps(raw, where, value);
  const token = givenToken(asked, problems);
  const options: CorscopeOptions = {
    host,
    port: value('port', raw.port, parsePort, PORT_FORM),
    taps: taps.map(({ tap }) => tap),
    connectTo: (raw.connectTo ?? [])
      .map((text, index) => value('connectTo', text, parseConnectTo, CONNECT_TO_FORM, index))
      .filter(rule => rule !== null),
    upstreamInsecure: raw.upstreamInsecure ?? false,
    upstreamCa: value('upstreamCa', raw.upstreamCa, readCertificates, CA_FORM),
    sessionFile: value('session', raw.session, text => text || null, 'the path of a file'),
    home: corscopeHome(),
    memoryBytes: value('memoryLimit', raw.memoryLimit, parseBytes, BYTES_FORM) ?? DEFAULT_MEMORY_BYTES,
    bodyBytes: value('bodyLimit', raw.bodyLimit, parseBytes, BYTES_FORM) ?? DEFAULT_BODY_BYTES,
    ...(token === undefined ? {} : { token }),
    lab,
  };
  problems.push(...tapProblems(taps, options));
  if (problems.length > 0) throw new OptionsError(problems);
  return { options, config };
}

/** The schema library is loaded for those who have a configuration file. */
async function readFileOptions(path: string) {
  return (await import('./config-file.ts')).readConfigFile(path);
}

function writtenTaps(
  { tap = [] }: RawOptions,
  where: Where<keyof RawOptions>,
  value: ValueReader<keyof RawOptions>,
): WrittenTap[] {
  return tap.flatMap((raw, index) => {
    const read = typeof raw === 'string' ? value('tap', raw, parseTap, TAP_FORM, index) : tapOf(raw);
    return read === null ? [] : [{ tap: read, where: where('tap', index) }];
  });
}

function tapOf(raw: Exclude<RawTap, string> | null): TapOption | null {
  const target = raw === null ? null : parseTarget(raw.target);
  if (raw === null || target === null) return null;
  const { name, port, listen } = raw;
  return { name, port, target, ...(listen === undefined ? {} : { listen }) };
}
