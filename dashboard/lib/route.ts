import { GROUPINGS, type Grouping } from './groups.ts';

export const VIEWS = ['traffic', 'checklist', 'matrix', 'fixes', 'lab', 'session'] as const;

export type View = (typeof VIEWS)[number];

/** What of a journey is shown on demand: every header in the ledger, the raw heads in its stead, the recipe. */
export const PARTS = ['headers', 'raw', 'recipe'] as const;

export type Part = (typeof PARTS)[number];

/** What the address holds, so that a link shows a colleague the same thing. */
export interface Route {
  readonly view: View;
  readonly filter: string;
  readonly group: Grouping | null;
  readonly journey: string | null;
  /** Another journey, compared with the selected one. */
  readonly compared: string | null;
  /** The lane of the journey's path whose ledger is shown; null for the one that decided. */
  readonly lane: string | null;
  /** In the order of PARTS. */
  readonly parts: readonly Part[];
  /** What the checklist is walked over: `journey` for the selected one, or an API's origin; null for the whole session. */
  readonly scope: string | null;
  /** Only the checklist's rows that fail. */
  readonly failing: boolean;
  /** Id of the lab's case that is looked at; null for the first. */
  readonly labCase: string | null;
}

/** `#traffic?filter=verdict:blocked&journey=j7`; whatever is not understood falls back to the whole traffic. */
export function readRoute(hash: string): Route {
  const [name = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const params = new URLSearchParams(query);
  const parts = (params.get('show') ?? '').split(',');
  return {
    view: VIEWS.find(view => view === name) ?? 'traffic',
    filter: params.get('filter') ?? '',
    group: GROUPINGS.find(grouping => grouping === params.get('group')) ?? null,
    journey: params.get('journey') || null,
    compared: params.get('with') || null,
    lane: params.get('lane') || null,
    parts: PARTS.filter(part => parts.includes(part)),
    scope: params.get('scope') || null,
    failing: params.get('only') === 'fail',
    labCase: params.get('case') || null,
  };
}

export function writeRoute(route: Route): string {
  const said = [
    ['filter', route.filter],
    ['group', route.group],
    ['journey', route.journey],
    ['with', route.compared],
    ['lane', route.lane],
    ['show', route.parts.join(',')],
    ['scope', route.scope],
    ['only', route.failing ? 'fail' : null],
    ['case', route.labCase],
  ].filter((pair): pair is [string, string] => Boolean(pair[1]));
  // Legal in a fragment, and a filter is read by people.
  const query = new URLSearchParams(said).toString().replaceAll(/%(?:3A|2F|2C)/g, decodeURIComponent);
  return query === '' ? `#${route.view}` : `#${route.view}?${query}`;
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
