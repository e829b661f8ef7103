import { factsOf } from '../cors/facts.ts';
import { isBrowserOwn } from '../http/browser-header.ts';
import type { Journey } from '../trace/journey.ts';
import { questionOf } from '../trace/preflight.ts';
import type { RawAsk } from './read-ask.ts';

/** What masking leaves of a secret in an export; see maskLine. */
const MASKED = /(?:[•·]{3}|\*{3})\(\d+\)/;

/** The request of a recorded journey, to be asked again: as the page asked it, before any redirect. */
export function askOfJourney(journey: Journey): RawAsk {
  const { url, method, pageOrigin, credentials } = factsOf(journey);
  const withCredentials = credentials.mode === 'include' || credentials.cookies;
  return {
    url,
    origins: pageOrigin === null ? [] : [pageOrigin],
    methods: [method],
    headers: headersOf(journey, withCredentials),
    credentials: withCredentials,
  };
}

/** Without a URL of its own. */
export interface AskedOver extends Omit<RawAsk, 'url'> {
  readonly url?: string | undefined;
}

/** What is asked for in words counts more than what was recorded; headers are replaced by name. */
export function overJourney(asked: AskedOver, recorded: RawAsk): RawAsk {
  const names = new Set((asked.headers ?? []).map(nameIn));
  const kept = (recorded.headers ?? []).filter(text => !names.has(nameIn(text)));
  return {
    ...asked,
    url: asked.url ?? recorded.url,
    origins: asked.origins?.length ? asked.origins : recorded.origins,
    methods: asked.methods?.length ? asked.methods : recorded.methods,
    headers: [...kept, ...(asked.headers ?? [])],
    credentials: asked.credentials ?? recorded.credentials,
  };
}

/** Of a request that a failed preflight kept from being sent, only the names of its headers are known. */
function headersOf({ legs: [leg] }: Journey, withCredentials: boolean): string[] {
  const request = leg?.request ?? null;
  if (request === null) return leg?.preflight ? [...(questionOf(leg.preflight.received)?.headers ?? [])] : [];
  return request.received.lines
    .filter(([name]) => !isBrowserOwn(name.toLowerCase()) || (withCredentials && isCookie(name)))
    .flatMap(([name, value]) => {
      if (!MASKED.test(value)) return [`${name}: ${value}`];
      return isCookie(name) ? [] : [name];
    });
}

function isCookie(name: string): boolean {
  return name.toLowerCase() === 'cookie';
}

function nameIn(text: string): string {
  return text.split(':', 1)[0]?.trim().toLowerCase() ?? '';
}
