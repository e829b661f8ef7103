import { describe, expect, it } from 'vitest';
import type { RequestHead } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { manyBehind, type Sighting } from '../../shared/trace/sighting.ts';
import { exchangeOf, PAGE, preflightOf, type Sketch } from './exchange-of.ts';

interface Passage extends Sketch {
  readonly tap: string;
  readonly took?: number;
  /** Correlation values as read and as written. */
  readonly reads?: string;
  readonly writes?: string;
}

/** An exchange at a tap; the correlation header stands last, as taps write it. */
function at(passage: Passage): Exchange {
  const { tap, took = 10, reads, writes } = passage;
  const plain = passage.method === 'OPTIONS' ? preflightOf(passage) : exchangeOf(passage);
  const received = withTrace(plain.received, reads);
  const forwarded = reads === writes ? received : withTrace(plain.received, writes);
  const done = plain.delivered === null ? null : took;
  const timings = { forwarded: 0, returned: done, delivered: done, ended: done };
  return { ...plain, tap, received, forwarded, timings };
}

function withTrace(head: RequestHead, value: string | undefined): RequestHead {
  const line: HeaderLine[] = value === undefined ? [] : [[TRACE_HEADER, value]];
  return { ...head, lines: [...head.lines, ...line] };
}

/** `e1(e2(e3))`: behind stands in brackets, `~` before what is a guess, `!app` for a tap that was missed. */
function shape(journey: Journey): string {
  return journey.legs
    .flatMap(({ preflight, request }) => [preflight, request])
    .filter(exchange => exchange !== null)
    .map(({ id }) => {
      const trail = journey.trails?.get(id);
      return trail === undefined ? id : trailShape(trail);
    })
    .join('>');
}

function trailShape({ exchange, tie, behind, missed }: Sighting): string {
  const inner = [...behind.map(trailShape), ...missed.map(tap => `!${tap}`)].join(' ');
  return `${tie === 'guess' ? '~' : ''}${exchange.id}${inner === '' ? '' : `(${inner})`}`;
}

function shapes(exchanges: readonly Exchange[]): string[] {
  const collector = createCollector();
  for (const exchange of exchanges) collector.upsert(exchange);
  return collector.journeys.map(shape).sort();
}

const THREE = [
  at({ id: 'e1', tap: 'proxy', at: 0, took: 30, writes: 'a-1' }),
  at({ id: 'e2', tap: 'gateway', at: 2, took: 20, reads: 'a-1', writes: 'a-2' }),
  at({ id: 'e3', tap: 'app', at: 4, took: 10, reads: 'a-2' }),
];
const STRIPPED = [
  at({ id: 'e1', tap: 'proxy', at: 0, took: 30, writes: 'a-1' }),
  at({ id: 'e2', tap: 'gateway', at: 7, took: 20, writes: 'a-2' }),
  at({ id: 'e3', tap: 'app', at: 14, took: 10 }),
];

const ROWS: readonly { desc: string; exchanges: readonly Exchange[]; journeys: readonly string[] }[] = [
  { desc: 'three taps tied by the header', exchanges: THREE, journeys: ['e1(e2(e3))'] },
  {
    desc: 'in the order in which taps tell, the innermost first',
    exchanges: THREE.toReversed(),
    journeys: ['e1(e2(e3))'],
  },
  { desc: 'a layer took the header off: a guess', exchanges: STRIPPED, journeys: ['e1(~e2(~e3))'] },
  { desc: 'the same told from inside', exchanges: STRIPPED.toReversed(), journeys: ['e1(~e2(~e3))'] },
  {
    desc: 'the same with the middle told last',
    exchanges: [STRIPPED[0], STRIPPED[2], STRIPPED[1]].filter(one => one !== undefined),
    journeys: ['e1(~e2(~e3))'],
  },
  {
    desc: 'header and guess on one path',
    exchanges: [
      at({ id: 'e1', tap: 'proxy', at: 0, took: 30, writes: 'a-1' }),
      at({ id: 'e2', tap: 'gateway', at: 7, took: 20, reads: 'a-1', writes: 'a-2' }),
      at({ id: 'e3', tap: 'app', at: 14, took: 5 }),
    ],
    journeys: ['e1(e2(~e3))'],
  },
  {
    desc: 'near miss: another target at another tap at the same time',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', took: 30 }),
      at({ id: 'e2', tap: 'app', at: 5, url: 'https://api.example.com/other' }),
    ],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'near miss: the same target after the first was answered',
    exchanges: [at({ id: 'e1', tap: 'gateway', took: 10 }), at({ id: 'e2', tap: 'app', at: 40 })],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'near miss: the next request of a client that asks in quick succession',
    exchanges: [
      at({ id: 'e1', tap: 'app', at: 0, took: 2 }),
      at({ id: 'e2', tap: 'gateway', at: 2.2, took: 3 }),
      at({ id: 'e3', tap: 'app', at: 3, took: 1 }),
    ],
    journeys: ['e1', 'e2(~e3)'],
  },
  {
    desc: 'near miss: another origin',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', took: 30 }),
      at({ id: 'e2', tap: 'app', at: 5, headers: { Origin: 'https://www.example.com' } }),
    ],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'near miss: the next request comes to the first tap just when the last tap is done with the one before',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', method: 'POST', at: 0, took: 6, writes: 'a-1' }),
      at({ id: 'e2', tap: 'app', method: 'POST', at: 1, took: 4, reads: 'a-1' }),
      at({ id: 'e3', tap: 'gateway', method: 'POST', at: 7, took: 2, writes: 'a-3', status: 413 }),
    ],
    journeys: ['e1(e2)', 'e3(!app)'],
  },
  {
    desc: 'a layer that takes Origin off',
    exchanges: [at({ id: 'e1', tap: 'gateway', took: 30 }), at({ id: 'e2', tap: 'app', at: 5, headers: {} })],
    journeys: ['e1(~e2)'],
  },
  {
    desc: 'two alike at once, told apart by a line that only one has',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', at: 0, took: 40, headers: { Origin: PAGE, Cookie: 'sid=1' } }),
      at({ id: 'e2', tap: 'gateway', at: 1, took: 40, headers: { Origin: PAGE, Cookie: 'sid=2' } }),
      at({ id: 'e3', tap: 'app', at: 10, headers: { Origin: PAGE, Cookie: 'sid=2' } }),
      at({ id: 'e4', tap: 'app', at: 11, headers: { Origin: PAGE, Cookie: 'sid=1' } }),
    ],
    journeys: ['e1(~e4)', 'e2(~e3)'],
  },
  {
    desc: 'two quite alike: first come, first served, one to one',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', at: 0, took: 40 }),
      at({ id: 'e2', tap: 'gateway', at: 1, took: 40 }),
      at({ id: 'e3', tap: 'app', at: 10 }),
      at({ id: 'e4', tap: 'app', at: 11 }),
    ],
    journeys: ['e1(~e3)', 'e2(~e4)'],
  },
  {
    desc: 'one whose first answer has come, one that waits for its first: the next is the second one’s',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', at: 0, took: 40 }),
      at({ id: 'e2', tap: 'gateway', at: 5, took: 40 }),
      at({ id: 'e3', tap: 'app', at: 10, took: 5 }),
      at({ id: 'e4', tap: 'app', at: 20, took: 5 }),
    ],
    journeys: ['e1(~e3)', 'e2(~e4)'],
  },
  {
    desc: 'a layer that asks again',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', took: 60, writes: 'a-1' }),
      at({ id: 'e2', tap: 'app', at: 5, took: 10, status: 502, reads: 'a-1' }),
      at({ id: 'e3', tap: 'app', at: 20, took: 10, reads: 'a-1' }),
    ],
    journeys: ['e1(e2 e3)'],
  },
  {
    desc: 'the same without the header',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', took: 60 }),
      at({ id: 'e2', tap: 'app', at: 8, took: 10, status: 502 }),
      at({ id: 'e3', tap: 'app', at: 25, took: 10 }),
    ],
    journeys: ['e1(~e2 ~e3)'],
  },
  {
    desc: 'a layer that answers by itself what others were passed on',
    exchanges: [
      at({ id: 'e1', tap: 'gateway', method: 'OPTIONS', took: 3, writes: 'a-1', status: 405 }),
      at({ id: 'e2', tap: 'gateway', at: 50, took: 20, writes: 'a-2' }),
      at({ id: 'e3', tap: 'app', at: 55, took: 5, reads: 'a-2' }),
    ],
    journeys: ['e1(!app)', 'e2(e3)'],
  },
  {
    desc: 'nobody missed the tap that was taken for the next one until the one between told its part',
    exchanges: [
      ...[STRIPPED[0], STRIPPED[2], STRIPPED[1]].filter(one => one !== undefined),
      at({ id: 'e4', tap: 'proxy', method: 'OPTIONS', at: 50, took: 3, writes: 'a-4', status: 405 }),
    ],
    journeys: ['e1(~e2(~e3))', 'e4(!gateway)'],
  },
  {
    desc: 'preflight and request, each at two taps',
    exchanges: [
      at({ id: 'e2', tap: 'app', method: 'OPTIONS', at: 3, took: 3, reads: 'a-1' }),
      at({ id: 'e1', tap: 'proxy', method: 'OPTIONS', took: 9, writes: 'a-1' }),
      at({ id: 'e4', tap: 'app', method: 'PUT', at: 23, took: 3, reads: 'a-3' }),
      at({ id: 'e3', tap: 'proxy', method: 'PUT', at: 20, took: 9, writes: 'a-3' }),
    ],
    journeys: ['e1(e2)>e3(e4)'],
  },
];

describe('taps on one path', () => {
  it.each(ROWS)('$desc', ({ exchanges, journeys }) => {
    expect(shapes(exchanges)).toEqual(journeys);
  });

  it('lets those behind stand for themselves once the one in front is forgotten', () => {
    const collector = createCollector();
    for (const exchange of THREE) collector.upsert(exchange);
    collector.remove('e1');
    expect(collector.journeys.map(shape)).toEqual(['e2(e3)']);
    collector.remove('e3');
    expect(collector.journeys.map(shape)).toEqual(['e2(!app)']);
  });

  it('says under which id nothing is to be found any more', () => {
    const collector = createCollector();
    for (const exchange of THREE.toReversed()) collector.upsert(exchange);
    const { shown, gone } = collector.drain();
    expect(shown.map(({ id }) => id)).toEqual(['j1']);
    expect([...gone].sort()).toEqual(['j2', 'j3']);
  });

  it.each([
    { desc: 'one after the other', starts: [5, 20], many: 'retry' },
    { desc: 'side by side', starts: [5, 8], many: 'fan-out' },
  ])('tells asked again from asked several: $desc', ({ starts, many }) => {
    const collector = createCollector();
    collector.upsert(at({ id: 'e1', tap: 'gateway', took: 60, writes: 'a-1' }));
    for (const [index, start] of starts.entries()) {
      collector.upsert(at({ id: `e${index + 2}`, tap: 'app', at: start, took: 10, reads: 'a-1' }));
    }
    const trail = collector.journeys[0]?.trails?.get('e1');
    expect(trail && manyBehind(trail)).toBe(many);
  });
});
