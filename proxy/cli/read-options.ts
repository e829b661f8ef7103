import { isIP } from 'node:net';
import { corscopeHome } from '../ca/home.ts';
import { type CorscopeOptions, DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../options.ts';
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
import { readCertificates } from './read-certificates.ts';

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

export type ServeFlags = RawOptions & { readonly config?: string | undefined };

/** Flags win over the configuration file. @throws OptionsError with all that is wrong */
export async function readOptions({ config, ...flags }: ServeFlags, lab: boolean): Promise<CorscopeOptions> {
  const file = config === undefined ? { options: {}, problems: [] } : await readFileOptions(config);
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const raw: RawOptions = { ...file.options, ...given };
  const problems: OptionProblem[] = [...file.problems];
  const where = (option: keyof RawOptions) => (option in given ? flagOf(option) : `${config}: ${option}`);
  const value = reader(problems, where);
  const options: CorscopeOptions = {
    host: value('host', raw.host, hostOf, 'an address of this machine, such as 127.0.0.1') ?? '127.0.0.1',
    port: value('port', raw.port, parsePort, PORT_FORM),
    taps: (raw.tap ?? []).map(text => value('tap', text, parseTap, TAP_FORM)).filter(tap => tap !== null),
    connectTo: (raw.connectTo ?? [])
      .map(text => value('connectTo', text, parseConnectTo, CONNECT_TO_FORM))
      .filter(rule => rule !== null),
    upstreamInsecure: raw.upstreamInsecure ?? false,
    upstreamCa: value('upstreamCa', raw.upstreamCa, readCertificates, 'a readable file with PEM certificates'),
    sessionFile: value('session', raw.session, text => text || null, 'the path of a file'),
    home: corscopeHome(),
    memoryBytes: value('memoryLimit', raw.memoryLimit, parseBytes, BYTES_FORM) ?? DEFAULT_MEMORY_BYTES,
    bodyBytes: value('bodyLimit', raw.bodyLimit, parseBytes, BYTES_FORM) ?? DEFAULT_BODY_BYTES,
    lab,
  };
  problems.push(...doubles(options, where('tap')));
  if (problems.length > 0) throw new OptionsError(problems);
  return options;
}

/** The schema library is loaded for those who have a configuration file. */
async function readFileOptions(path: string) {
  return (await import('./config-file.ts')).readConfigFile(path);
}

/** `--connect-to` for `connectTo`. */
function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

type ValueReader = <T>(
  option: keyof RawOptions,
  text: string | undefined,
  parse: (text: string) => T | null,
  form: string,
) => T | null;

function reader(problems: OptionProblem[], where: (option: keyof RawOptions) => string): ValueReader {
  return (option, text, parse, expected) => {
    if (text === undefined) return null;
    const value = parse(text);
    if (value === null) problems.push({ where: where(option), value: text, expected });
    return value;
  };
}

function hostOf(text: string): string | null {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : null;
}

function doubles({ taps }: CorscopeOptions, where: string): OptionProblem[] {
  const names = ['proxy', ...taps.map(({ name }) => name)];
  return names
    .filter((name, index) => names.indexOf(name) < index)
    .map(value => ({ where, value, expected: 'a name of its own (proxy is the forward proxy)' }));
}
