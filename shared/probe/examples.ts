import { exchangeOf } from '../findings/examples.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { ProbeAsk } from './ask.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import { planOf } from './plan.ts';
import type { ProbeRun } from './probe.ts';
import { probeExchange } from './probe-exchange.ts';
import type { ProbeRequest } from './probe-request.ts';

/**
 * A layer written down as what it answers: the answer's text as in findings' examples (`200 OK`, then header lines; or
 * `refused ECONNREFUSED`). `behind` asks the layer behind it.
 */
export type ExampleLayer = (request: ProbeRequest, behind: () => string) => string;

export const PAGE = 'https://app.lab.test';

/** The ladder that a probe would bring home from these layers, from the browser inwards. */
export function exampleLadder(layers: Readonly<Record<string, ExampleLayer>>, wanted: Partial<ProbeAsk> = {}): Ladder {
  const { ask, plan, exchanges } = exampleRun(layers, wanted);
  return ladderOf(ask, plan, exchanges);
}

/** The same before anything is concluded. */
export function exampleRun(layers: Readonly<Record<string, ExampleLayer>>, wanted: Partial<ProbeAsk> = {}): ProbeRun {
  const names = Object.keys(layers);
  const ask: ProbeAsk = {
    url: 'https://api.lab.test/orders',
    origins: [PAGE],
    guessed: false,
    methods: ['GET'],
    headers: [],
    credentials: false,
    rungs: names.map((name, index) => ({ name, address: `http://10.0.0.${index + 1}` })),
    allowUnsafe: false,
    sameUrl: false,
    ...wanted,
  };
  const exchanges = new Map<number, Exchange>();
  const plan = planOf(ask, 'example');
  for (const request of plan) {
    const answer = answerOf(request, names.slice(names.indexOf(request.rung)), layers);
    exchanges.set(request.number, asExchange(request, ask, answer));
  }
  return { ask, plan, exchanges };
}

function answerOf(request: ProbeRequest, names: readonly string[], layers: Record<string, ExampleLayer>): string {
  const [name = '', ...rest] = names;
  const layer = layers[name];
  if (layer === undefined) throw new Error('no layer stands behind the last one');
  return layer(request, () => answerOf(request, rest, layers));
}

function asExchange(request: ProbeRequest, ask: ProbeAsk, answer: string): Exchange {
  const { timings, startedAt, returned, outcome } = exchangeOf(`GET ${request.url}\n\n${answer}`, request.number);
  const nothing = { upstream: null, interim: [], responseTrailers: [], bodyBytes: 0, errorStart: '', problems: [] };
  return probeExchange(request, ask, { ...nothing, startedAt, timings, returned, outcome });
}

/** An answer's text with more lines at its end. */
export function withLines(answer: string, ...lines: readonly string[]): string {
  return [answer, ...lines].join('\n');
}

/** An answer's text without the lines of that name. */
export function withoutLines(answer: string, name: string): string {
  return answer
    .split('\n')
    .filter(line => !line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .join('\n');
}

/** A page's origin by name, preflights with 204, unknown paths with 404: as an app should. */
export const goodApp: ExampleLayer = ({ kind, origin }) => {
  const status = { preflight: '204 No Content', 'not-found': '404 Not Found' }[kind as string] ?? '200 OK';
  if (origin !== PAGE) return withLines(status, 'Vary: Origin');
  const allow = kind === 'preflight' ? ['Access-Control-Allow-Methods: GET, PUT'] : [];
  return withLines(status, 'Vary: Origin', `Access-Control-Allow-Origin: ${PAGE}`, ...allow);
};

export const passOn: ExampleLayer = (_request, behind) => behind();

/** A cache that keeps one answer a URL, whoever asks; each example has its own. */
export function carelessCache(): ExampleLayer {
  const stored = new Map<string, string>();
  return ({ kind, url, rung }, behind) => {
    if (kind === 'preflight' || kind === 'plain-options') return behind();
    // what is asked of the layers behind it directly does not pass through it
    const known = stored.get(`${rung} ${url}`);
    if (known !== undefined) return withLines(known, 'X-Cache: HIT');
    const answer = behind();
    stored.set(`${rung} ${url}`, answer);
    return answer;
  };
}
