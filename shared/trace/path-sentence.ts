import { clip } from '../http/clip.ts';
import { valuesOf } from '../http/header-line.ts';
import type { Exchange } from './exchange.ts';
import { mattersToCors } from './matters.ts';
import { CORSCOPE, type Hop, type Path } from './path.ts';

/** Of several things that happened on the way, what a person asks about first; spelled as the standards spell it. */
const WEIGHT: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Origin',
  'Vary',
  'Set-Cookie',
  'Location',
];
const PLACES: ReadonlyMap<string, number> = new Map(WEIGHT.map((name, place) => [name.toLowerCase(), place]));

/**
 * What happened on the path, weightiest first, as clauses: "nginx removed Access-Control-Allow-Origin from the 500 answer
 * that app sent with it". Empty where nothing that matters changed on the way, and nobody answered early.
 */
export function happenedOn(path: Path, exchange: (id: string) => Exchange | null): readonly string[] {
  const { layers, missed } = path;
  const maker = layers.at(-1) ?? '';
  const told = heaviest([...path.response.hops.map(hop => ({ hop, way: 'answer' as const })), ...requestHops(path)]);
  const changes = told.map(({ hop, name, way }) => changed(hop, name, way, { maker, exchange }));
  if (missed.length === 0) return changes;
  const status = exchange(path.response.points[0]?.exchange ?? '')?.returned?.status ?? 0;
  return [`${maker} answered ${status} by itself: ${missed.join(' and ')} never saw the request`, ...changes];
}

interface Change {
  readonly hop: Hop;
  readonly name: string;
  readonly way: 'request' | 'answer';
}

function requestHops({ request }: Path) {
  return request.hops.map(hop => ({ hop, way: 'request' as const }));
}

/** Changes of layers before those of corscope's own, weightiest first. */
function heaviest(hops: readonly Pick<Change, 'hop' | 'way'>[]): Change[] {
  const changes = hops.flatMap(({ hop, way }) =>
    hop.mutations
      .filter(({ name, kind }) => kind !== 'reordered' && mattersToCors(name) && weightOf(name) !== -1)
      .map(({ name }) => ({ hop, name, way })),
  );
  return changes.filter(({ hop }) => hop.layer !== CORSCOPE).sort((a, b) => weightOf(a.name) - weightOf(b.name));
}

function weightOf(name: string): number {
  return PLACES.get(name.toLowerCase()) ?? -1;
}

interface Context {
  readonly maker: string;
  readonly exchange: (id: string) => Exchange | null;
}

function changed({ from, to, layer, mutations }: Hop, spelled: string, way: Change['way'], context: Context): string {
  const kind = mutations.find(mutation => mutation.name === spelled)?.kind ?? 'changed';
  const name = WEIGHT[weightOf(spelled)] ?? spelled;
  const before = values(from.exchange, from.head);
  const after = values(to.exchange, to.head);
  const head = context.exchange(from.exchange)?.returned ?? null;
  const message = way === 'request' ? 'the request' : `the ${head?.status ?? ''} response`.replace('  ', ' ');
  const sender = way === 'answer' && context.maker !== layer ? ` that ${context.maker} sent` : '';
  switch (kind) {
    case 'removed':
      return after.length === 0
        ? `${layer} removed ${name} from ${message}${sender === '' ? '' : `${sender} with it`}`
        : `${layer} removed a line of ${name} from ${message}${sender}`;
    case 'added':
      return `${layer} added ${name}: ${quoted(after.filter(value => !before.includes(value)))} to ${message}${sender}`;
    case 'doubled':
      return `${layer} added a second ${name}, ${quoted(without(after, before))}, to ${message}${sender}`;
    case 'merged':
      return `${layer} joined ${before.length} lines of ${name} into one, ${quoted(after)}`;
    case 'changed':
    case 'reordered':
      return `${layer} changed ${name} of ${message} from ${quoted(before)} to ${quoted(after)}`;
  }

  function values(id: string, at: Hop['from']['head']): string[] {
    return valuesOf(context.exchange(id)?.[at]?.lines ?? [], name);
  }
}

/** What is left of `values` where each of `taken` takes one equal value away. */
function without(values: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return values.filter(value => {
    const at = left.indexOf(value);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function quoted(values: readonly string[]): string {
  return values.map(value => (value === '' ? 'an empty value' : `\`${clip(value)}\``)).join(' and ');
}
