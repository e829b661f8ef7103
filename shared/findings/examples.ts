import { parseLines, type RequestHead, type ResponseHead } from '../http/head.ts';
import { createCollector } from '../trace/collect.ts';
import type { Exchange, Outcome, WireFailure } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import type { Sighting } from '../trace/sighting.ts';

/**
 * The last journey of a traffic written down as text, one argument an exchange, indented as one likes:
 *
 *     GET https://api.lab.test/me          method and URL, then header lines
 *     Origin: https://app.lab.test
 *
 *     200 OK                               the answer; or `refused ECONNREFUSED` and the like; or nothing yet
 *     Vary: Origin
 *
 *     f1 delivers 200 OK                   only where a fix changed the answer
 *     Vary: Origin
 *
 * Throws where the text is not so: examples are part of the program.
 */
export function journeyOf(...exchanges: readonly string[]): Journey {
  return lastJourney(exchanges.map((text, index) => exchangeOf(text, index + 1)));
}

/** The same of exchanges that are there already. */
export function lastJourney(exchanges: readonly Exchange[]): Journey {
  const collector = createCollector();
  for (const exchange of exchanges) collector.upsert(exchange);
  const journey = collector.journeys.at(-1);
  if (journey === undefined) throw new Error('an example without exchanges');
  return journey;
}

/** One request as several taps saw it, from the browser's side inwards. */
export function withTrail(...exchanges: readonly Exchange[]): Journey {
  const [first, ...others] = exchanges;
  if (first === undefined) throw new Error('an example without exchanges');
  const trail = others.reduceRight<readonly Sighting[]>(
    (behind, exchange) => [{ exchange, tie: 'header', behind, missed: [] }],
    [],
  );
  const sighting: Sighting = { exchange: first, tie: null, behind: trail, missed: [] };
  return { ...lastJourney([first]), trails: new Map([[first.id, sighting]]) };
}

/** The journey with something more in its only request. */
export function withChanges(journey: Journey, changes: Partial<Exchange>): Journey {
  const legs = journey.legs.map(leg => ({ ...leg, request: leg.request && { ...leg.request, ...changes } }));
  return { ...journey, legs };
}

/** `number` makes the id and the order: `e1` began a hundred milliseconds before `e2`. */
export function exchangeOf(text: string, number: number, tap = 'proxy'): Exchange {
  const [request = '', answer = '', fixed = ''] = blocksOf(text);
  const { received, scheme, authority } = requestOf(request);
  const outcome = outcomeOf(answer);
  const returned = outcome.kind === 'answered' ? responseOf(answer) : null;
  const [fix = '', delivered = ''] = fixed.split(/ delivers (.*)/s);
  return {
    id: `e${number}`,
    tap,
    kind: 'http',
    connection: 1,
    scheme,
    authority,
    upstream: null,
    startedAt: Date.UTC(2026, 0, 31, 10) + number * 100,
    timings: { forwarded: 1, returned: 20, delivered: 21, ended: 22 },
    received,
    forwarded: received,
    returned,
    delivered: fixed === '' ? returned : responseOf(delivered),
    interim: [],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 0, kept: 0 },
    outcome,
    problems: [],
    fixes: fixed === '' ? [] : [fix],
  };
}

function blocksOf(text: string): string[] {
  const lines = text.split('\n').map(line => line.trim());
  return lines.join('\n').trim().split(/\n\n+/);
}

function requestOf(block: string) {
  const [, method, scheme, authority, target] = /^(\S+) (https?):\/\/([^/\s]+)(\S*)/.exec(block) ?? [];
  if (!method || !scheme || !authority) throw new Error(`not a request: ${block}`);
  const host = ['Host', authority] as const;
  const lines = [host, ...parseLines(block.replace(/^.*\n?/, ''))];
  const received: RequestHead = { method, target: target || '/', version: 'HTTP/1.1', lines };
  return { received, scheme: scheme === 'http' ? 'http' : 'https', authority } as const;
}

function responseOf(block: string): ResponseHead {
  const [, status, reason = ''] = /^(\d{3}) ?(.*)/.exec(block) ?? [];
  if (!status) throw new Error(`not a response: ${block}`);
  return { version: 'HTTP/1.1', status: Number(status), reason, lines: parseLines(block.replace(/^.*\n?/, '')) };
}

const FAILURES: readonly WireFailure[] = [
  'dns',
  'refused',
  'unreachable',
  'reset',
  'cut',
  'tls',
  'timeout',
  'protocol',
];

function outcomeOf(block: string): Outcome {
  if (block === '') return { kind: 'open' };
  const reason = FAILURES.find(word => block.startsWith(word));
  if (reason === undefined) return { kind: 'answered' };
  return { kind: 'failed', reason, detail: block.slice(reason.length).trim() };
}
