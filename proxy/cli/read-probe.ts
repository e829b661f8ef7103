import { readFileSync } from 'node:fs';
import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { type AskedOver, askOfJourney, overJourney } from '../../shared/probe/ask-of-journey.ts';
import { isAskProblems, type RawAsk, readAsk } from '../../shared/probe/read-ask.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { finalReports } from '../../shared/wire/final-reports.ts';
import { readRecorded } from '../../shared/wire/recorded.ts';
import type { ProbeOptions } from '../probe/probe-options.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import type { ProbeFlags } from './probe-flags.ts';
import { readNetwork } from './read-network.ts';

const WHERE: Readonly<Record<keyof RawAsk, string>> = {
  url: 'URL',
  origins: '--origin',
  methods: '--method',
  headers: '--header',
  credentials: '--credentials',
  via: '--via',
  allowUnsafe: '--allow-unsafe',
  sameUrl: '--same-url',
};

/** @throws OptionsError with all that is wrong */
export function readProbe(url: string | undefined, flags: ProbeFlags): { ask: ProbeAsk; options: ProbeOptions } {
  const problems: OptionProblem[] = [];
  const network = readNetwork(flags, problems);
  const ask = askFrom(url, flags, problems);
  if (ask === null || problems.length > 0) throw new OptionsError(problems);
  return { ask, options: { ...network, dryRun: flags.dryRun ?? false } };
}

function askFrom(url: string | undefined, flags: ProbeFlags, problems: OptionProblem[]): ProbeAsk | null {
  const asked: AskedOver = {
    url,
    origins: flags.origin,
    methods: flags.method,
    headers: flags.header,
    credentials: flags.credentials,
    via: flags.via,
    allowUnsafe: flags.allowUnsafe,
    sameUrl: flags.sameUrl,
  };
  const recorded = flags.journey === undefined ? null : readJourney(flags.journey);
  if (typeof recorded === 'string')
    problems.push({ where: '--journey', value: flags.journey ?? '', expected: recorded });
  if (url === undefined && recorded === null) {
    problems.push({ where: 'probe', value: '', expected: 'a URL, or a recorded request with --journey FILE:ID' });
  }
  const journey = typeof recorded === 'string' ? null : recorded;
  if (url === undefined && journey === null) return null;
  const read = readAsk(journey === null ? { ...asked, url: url ?? '' } : overJourney(asked, askOfJourney(journey)));
  if (!isAskProblems(read)) return read;
  problems.push(...read.map(({ option, value, expected }) => ({ where: WHERE[option], value, expected })));
  return null;
}

/** A string is what would have been right. */
function readJourney(text: string): Journey | string {
  const [, file = text, id] = /^(.+):(jw?\d+)$/.exec(text) ?? [];
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    return `FILE:ID of a HAR or a capture (${(error as Error).message})`;
  }
  const recorded = readRecorded(content);
  if (typeof recorded === 'string') return `FILE:ID of a HAR or a capture (${recorded})`;
  const judged = finalReports(recorded);
  const found =
    id === undefined
      ? (judged.find(({ report }) => report.verdict.outcome === 'blocked') ?? judged[0])
      : judged.find(({ report }) => report.id === id);
  if (found !== undefined) return found.journey;
  return `one of the journeys in it (${judged.map(({ report }) => report.id).join(', ')})`;
}
