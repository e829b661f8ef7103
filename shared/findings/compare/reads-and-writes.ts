import type { Decision } from '../checklist/walk.ts';
import { compareJourneys, routeOf } from './compare.ts';
import type { Side } from './field.ts';

/** An API's newest read that works, and the writes of the same page that do not, or else the newest that does. */
interface Group {
  read: Side | null;
  refused: Side[];
  works: Side | null;
}

/** "GET works, POST or PUT fails": for each such write what tells it from the read. Journeys in the order they began. */
export function readsAndWrites(judged: readonly Side[]): Decision[] {
  const groups = new Map<string, Group>();
  for (const side of judged) {
    const { pageOrigin, apiOrigin, method } = side.report.facts;
    if (pageOrigin === null || pageOrigin === apiOrigin || method === '') continue;
    const key = `${pageOrigin} ${apiOrigin}`;
    const group = groups.get(key) ?? { read: null, refused: [], works: null };
    groups.set(key, group);
    take(group, side);
  }
  return [...groups.values()].flatMap(decisionsIn);
}

function take(group: Group, side: Side): void {
  const { outcome } = side.report.verdict;
  // what depends on the credentials mode works at least without them
  const isOpen = outcome === 'allowed' || outcome === 'depends';
  const isRead = ['GET', 'HEAD'].includes(side.report.facts.method);
  if (isOpen && isRead) group.read = side;
  if (isOpen && !isRead) group.works = side;
  if (outcome === 'blocked' && !isRead) group.refused.push(side);
}

function decisionsIn({ read, refused, works }: Group): Decision[] {
  if (read === null) return [];
  if (refused.length > 0) return refused.map(write => failing(read, write));
  return works === null ? [] : [decision(works, 'pass', `${nameOf(read)} and ${nameOf(works)} both work.`)];
}

/** Where they differ, the refused one's own finding says what of that is the cause. */
function failing(read: Side, write: Side): Decision {
  const differences = compareJourneys(read, write).filter(({ matters }) => matters);
  const [first] = differences;
  const differ = first === undefined ? 'nothing that CORS reads differs' : `they differ in ${fieldsText(differences)}`;
  const seen = `${nameOf(read)} works, ${nameOf(write)} does not: ${differ}. ${first?.effect ?? ''}`.trim();
  return decision(write, 'fail', seen);
}

function fieldsText(differences: readonly { readonly field: string }[]): string {
  return differences.map(({ field }) => field).join(', ');
}

function decision({ journey, report }: Side, result: 'pass' | 'fail', seen: string): Decision {
  const cause = result === 'fail' ? report.findings.find(({ severity }) => severity === 'blocks') : undefined;
  return {
    row: 's3.compare',
    result,
    source: { kind: 'journey', id: journey.id },
    finding: cause?.id ?? null,
    seen,
    change: cause?.change ?? '',
    evidence: cause?.evidence ?? [],
    needs: '',
  };
}

function nameOf({ report: { facts } }: Side): string {
  return `\`${facts.method} ${routeOf(facts.url)}\``;
}
