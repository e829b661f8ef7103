import { GROUPINGS, type Grouping } from './groups.ts';

export const VIEWS = ['traffic', 'checklist', 'matrix', 'fixes', 'lab', 'session'] as const;

export type View = (typeof VIEWS)[number];

/** What the address holds, so that a link shows a colleague the same thing. */
export interface Route {
  readonly view: View;
  readonly filter: string;
  readonly group: Grouping | null;
  readonly journey: string | null;
  /** Another journey, compared with the selected one. */
  readonly compared: string | null;
}

/** `#traffic?filter=verdict:blocked&journey=j7`; whatever is not understood falls back to the whole traffic. */
export function readRoute(hash: string): Route {
  const [name = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const params = new URLSearchParams(query);
  return {
    view: VIEWS.find(view => view === name) ?? 'traffic',
    filter: params.get('filter') ?? '',
    group: GROUPINGS.find(grouping => grouping === params.get('group')) ?? null,
    journey: params.get('journey') || null,
    compared: params.get('with') || null,
  };
}

export function writeRoute(route: Route): string {
  const params = new URLSearchParams();
  if (route.filter !== '') params.set('filter', route.filter);
  if (route.group !== null) params.set('group', route.group);
  if (route.journey !== null) params.set('journey', route.journey);
  if (route.compared !== null) params.set('with', route.compared);
  // Colons and slashes are legal in a fragment, and a filter is read by people.
  const query = params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/');
  return query === '' ? `#${route.view}` : `#${route.view}?${query}`;
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
