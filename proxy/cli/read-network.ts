import { DEFAULT_MAX_REQUESTS, DEFAULT_NETWORK, type ProbeOptions } from '../probe/probe-options.ts';
import { trustAlso } from '../tap/dial.ts';
import type { NetworkFlags } from './network-flags.ts';
import type { OptionProblem } from './option-problem.ts';
import { CONNECT_TO_FORM, parseConnectTo } from './parse-values.ts';
import { readCertificates } from './read-certificates.ts';

/** What the flags say of the network; what is wrong with them is added to `problems`. */
export function readNetwork(flags: NetworkFlags, problems: OptionProblem[]): ProbeOptions {
  const value = <T>(where: string, text: string | undefined, parse: (text: string) => T | null, expected: string) => {
    const read = text === undefined ? null : parse(text);
    if (text !== undefined && read === null) problems.push({ where, value: text, expected });
    return read;
  };
  const timeout = value('--timeout', flags.timeout, seconds, 'a number of seconds from 1 to 600');
  const maxRequests = value('--max-requests', flags.maxRequests, count, 'a number of requests, such as 200');
  const upstreamCa = value(
    '--upstream-ca',
    flags.upstreamCa,
    readCertificates,
    'a readable file with PEM certificates',
  );
  const connectTo = (flags.connectTo ?? [])
    .map(text => value('--connect-to', text, parseConnectTo, CONNECT_TO_FORM))
    .filter(rule => rule !== null);
  const network = {
    connectTo,
    insecure: flags.upstreamInsecure ?? false,
    trust: trustAlso(upstreamCa === null ? [] : [upstreamCa]),
    timeoutMs: timeout ?? DEFAULT_NETWORK.timeoutMs,
  };
  return { network, maxRequests: maxRequests ?? DEFAULT_MAX_REQUESTS };
}

function seconds(text: string): number | null {
  const number = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && number >= 1 && number <= 600 ? number * 1000 : null;
}

function count(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
