import type { Exchange } from '../../shared/trace/exchange.ts';
import { mattersToCors } from '../../shared/trace/matters.ts';
import type { MutationKind } from '../../shared/trace/mutation.ts';
import { CORSCOPE, type Path } from '../../shared/trace/path.ts';
import type { Sighting } from '../../shared/trace/sighting.ts';
import { outcomeWord } from './failure.ts';
import type { Station } from './stations.ts';

export type Line = 'none' | 'sound' | 'broken';

/** One stretch of a lane as it is drawn: a line out, a line back, a few words on each. */
export interface EdgeView {
  readonly out: Line;
  readonly outLabel: string;
  readonly back: Line;
  readonly backLabel: string;
  readonly dashed: boolean;
  /** The tap that listens on this stretch, and how it was tied to the one before. */
  readonly tap: { readonly name: string; readonly guess: boolean } | null;
}

/** What a station changed, on the way out and on the way back. */
export interface StationMarks {
  readonly out: readonly MutationKind[];
  readonly back: readonly MutationKind[];
}

export const NO_MARKS: StationMarks = { out: [], back: [] };
export const NO_EDGE: EdgeView = { out: 'none', outLabel: '', back: 'none', backLabel: '', dashed: true, tap: null };

/** From corscope inwards: an edge before each layer. */
export function layerEdges(line: readonly Sighting[], layers: readonly Station[], first: string): readonly EdgeView[] {
  return layers.map((layer, at) => {
    const sighting = line.find(({ exchange }) => exchange.tap === layer.tap);
    if (sighting === undefined) return missing(line, layer);
    const edge = edgeAt(sighting.exchange, at === 0 ? first : '');
    if (at === 0) return edge;
    return { ...edge, tap: { name: layer.tap ?? '', guess: sighting.tie === 'guess' } };
  });
}

/** Per layer what it did to the headers that matter, read from the path's hops. */
export function layerMarks(path: Path, layers: readonly Station[]): readonly StationMarks[] {
  return layers.map(({ name }) => ({ out: kindsAt(path, 'request', name), back: kindsAt(path, 'response', name) }));
}

/** What corscope did, at whichever tap; its own correlation header is no news. */
export function corscopeMarks(path: Path): StationMarks {
  return { out: kindsAt(path, 'request', CORSCOPE), back: kindsAt(path, 'response', CORSCOPE) };
}

function kindsAt(path: Path, way: 'request' | 'response', layer: string): MutationKind[] {
  return path[way].hops
    .filter(hop => hop.layer === layer)
    .flatMap(hop => hop.mutations)
    .filter(({ kind, name }) => kind !== 'reordered' && mattersToCors(name) && !/^corscope-/i.test(name))
    .map(({ kind }) => kind);
}

function edgeAt({ forwarded, returned, outcome }: Exchange, elsewhere: string): EdgeView {
  if (forwarded === null && outcome.kind !== 'failed') return { ...NO_EDGE, outLabel: 'not requested' };
  const failed = outcome.kind === 'failed' && returned === null;
  return {
    out: failed ? 'broken' : 'sound',
    outLabel: failed ? (outcomeWord(outcome) ?? '') : elsewhere,
    back: returned === null ? 'none' : 'sound',
    backLabel: returned === null || elsewhere === null ? '' : String(returned.status),
    dashed: false,
    tap: null,
  };
}

/** Others got here, this one did not. */
function missing(line: readonly Sighting[], { tap }: Station): EdgeView {
  const wasExpected = line.at(-1)?.missed.includes(tap ?? '') ?? false;
  return { ...NO_EDGE, outLabel: wasExpected ? 'never asked' : '' };
}
