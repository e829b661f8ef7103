import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { isWire, layerBehind, lone } from '../../shared/trace/path.ts';
import { mainLine, type Sighting, trailOf } from '../../shared/trace/sighting.ts';
import { withoutScheme } from './text.ts';

/** A place on the path as it is drawn: the browser, corscope's first tap, then each layer from outside in. */
export interface Station {
  readonly name: string;
  readonly note: string;
  /** Of a layer: the tap in front of it, drawn on the line that leads to it; null for the browser and corscope. */
  readonly tap: string | null;
  /** What blocks the journey is to be mended here. */
  readonly guilty: boolean;
}

/** One path for all messages of a journey: what some of them did not reach stands there all the same. */
export function stationsOf(journey: Journey, report: JourneyReport): readonly Station[] {
  const lines = exchangesOf(journey).map(exchange => lineOf(journey, exchange));
  const first = lines[0]?.[0]?.exchange ?? null;
  const guilty = report.findings.find(({ severity }) => severity === 'blocks')?.layer ?? null;
  const near: Station[] = [
    { name: 'browser', note: withoutScheme(report.facts.pageOrigin ?? ''), tap: null, guilty: guilty === 'browser' },
    { name: 'corscope', note: first?.tap ?? 'proxy', tap: null, guilty: guilty === 'corscope' },
  ];
  const taps = merged(lines.map(tapsOn));
  const layers = taps.map((tap): Station => {
    const exchange = lines.flat().find(sighting => sighting.exchange.tap === tap)?.exchange ?? null;
    const name = exchange === null ? tap : layerBehind(exchange);
    const note = tap === first?.tap || name === tap ? (exchange?.authority ?? '') : tap;
    return { name, note: taps.length > 2 ? '' : note, tap, guilty: name === guilty };
  });
  return [...near, ...(layers.length > 0 ? layers : [UNKNOWN])];
}

const UNKNOWN: Station = { name: 'upstream', note: '', tap: 'proxy', guilty: false };

/** The sightings of a message from the browser's side inwards. */
export function lineOf(journey: Journey, exchange: Exchange): readonly Sighting[] {
  return mainLine(trailOf(journey, exchange) ?? lone(exchange));
}

/** Taps with a layer behind them, those included that others passed and this message did not. */
function tapsOn(line: readonly Sighting[]): readonly string[] {
  const taps = line.filter((sighting, at) => !isWire(sighting, line[at + 1])).map(({ exchange }) => exchange.tap);
  return [...taps, ...(line.at(-1)?.missed ?? [])];
}

/** The longest first; what only others have stands where they have it. */
function merged(lists: readonly (readonly string[])[]): readonly string[] {
  const [longest = [], ...others] = lists.toSorted((a, b) => b.length - a.length);
  const all = [...longest];
  for (const list of others) {
    for (const [at, tap] of list.entries()) {
      if (!all.includes(tap)) all.splice(all.indexOf(list[at - 1] ?? '') + 1, 0, tap);
    }
  }
  return all;
}
