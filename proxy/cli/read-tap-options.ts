import type { JoinedTapOptions } from '../joined-tap.ts';
import { DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../options.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import {
  BYTES_FORM,
  CONNECT_TO_FORM,
  HOST_FORM,
  parseBytes,
  parseConnectTo,
  parseHost,
  parseTap,
  TAP_FORM,
} from './parse-values.ts';
import { readCertificates } from './read-certificates.ts';
import { tapProblems } from './tap-problems.ts';
import { givenToken } from './token.ts';
import { CA_FORM, flagOf, valueReader } from './value-reader.ts';

/** Flags of `corscope tap`, as text. */
export interface TapFlags {
  readonly join?: string;
  readonly token?: string;
  readonly host?: string;
  readonly connectTo?: readonly string[];
  readonly upstreamInsecure?: boolean;
  readonly upstreamCa?: string;
  readonly memoryLimit?: string;
  readonly bodyLimit?: string;
}

const JOIN_FORM = 'the address of the corscope to report to, such as http://127.0.0.1:4321';
const TOKEN_WANTED = 'the token that the other corscope was started with, or printed (or set CORSCOPE_TOKEN)';

/** @throws OptionsError with all that is wrong */
export function readTapOptions(text: string | undefined, flags: TapFlags): JoinedTapOptions {
  const problems: OptionProblem[] = [];
  const where = (option: keyof TapFlags | 'tap') => (option === 'tap' ? 'tap' : flagOf(option));
  const value = valueReader<keyof TapFlags | 'tap'>(problems, where);
  const tap = value('tap', text ?? '', parseTap, TAP_FORM);
  const join = value('join', flags.join ?? '', parseJoin, JOIN_FORM);
  const before = problems.length;
  const token = givenToken(flags.token, problems);
  if (token === undefined && problems.length === before) {
    problems.push({ where: '--token', value: '', expected: TOKEN_WANTED });
  }
  const host = value('host', flags.host, parseHost, HOST_FORM) ?? '127.0.0.1';
  const connectTo = (flags.connectTo ?? [])
    .map(rule => value('connectTo', rule, parseConnectTo, CONNECT_TO_FORM))
    .filter(rule => rule !== null);
  const upstreamCa = value('upstreamCa', flags.upstreamCa, readCertificates, CA_FORM);
  const memoryBytes = value('memoryLimit', flags.memoryLimit, parseBytes, BYTES_FORM) ?? DEFAULT_MEMORY_BYTES;
  const bodyBytes = value('bodyLimit', flags.bodyLimit, parseBytes, BYTES_FORM) ?? DEFAULT_BODY_BYTES;
  if (tap !== null) problems.push(...tapProblems([{ tap, where: 'tap' }], { host, port: null, connectTo, lab: false }));
  if (problems.length > 0 || tap === null || join === null || token === undefined) throw new OptionsError(problems);
  const upstreamInsecure = flags.upstreamInsecure ?? false;
  return { tap, join, token, host, connectTo, upstreamInsecure, upstreamCa, memoryBytes, bodyBytes };
}

/** A path may be in front of corscope, where a reverse proxy serves it; a query or a fragment is not part of where it is. */
function parseJoin(text: string): URL | null {
  if (!/^https?:\/\/[^\s/?#]+/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
