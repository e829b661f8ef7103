import type { JourneyReport } from '../../shared/findings/report.ts';
import { caseIdOf, type LabCase } from './lab-case.ts';

/** The journeys of a case's calls, in the order in which they began. */
export function journeysOfCase(journeys: readonly JourneyReport[], { id }: LabCase): readonly JourneyReport[] {
  return journeys.filter(
    ({ facts }) => /\.test$/.test(hostOf(facts.url)) && caseIdOf({ url: pathIn(facts.url) }) === id,
  );
}

/** The call whose journey is judged, its URL without the query. */
export function judgedCall({ calls, judged = calls.length - 1 }: LabCase): {
  readonly method: string;
  readonly url: string;
} {
  const call = calls[judged];
  return { method: call?.init.method ?? '', url: withoutQuery(call?.url ?? '') };
}

/**
 * The newest journey of the call that is judged; null where it is not there, or nothing is decided yet. Of two that a
 * browser made of one call, asking again where a connection was cut, it is the one that it gives an account of.
 */
export function judgedJourney(journeys: readonly JourneyReport[], labCase: LabCase): JourneyReport | null {
  const { method, url } = judgedCall(labCase);
  const made = journeysOfCase(journeys, labCase).filter(
    ({ facts, verdict }) => withoutQuery(facts.url) === url && facts.method === method && verdict.outcome !== 'pending',
  );
  return made.findLast(({ witness }) => witness !== null) ?? made.at(-1) ?? null;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/:?#]*)/.exec(url)?.[1] ?? '';
}

function pathIn(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/, '');
}
