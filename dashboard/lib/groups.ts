import type { Journey } from '../../shared/trace/journey.ts';
import type { Sequence } from '../../shared/wire/sequence.ts';

/** What journeys of one group share. */
export const GROUPINGS = ['cause', 'route', 'page'] as const;

export type Grouping = (typeof GROUPINGS)[number];

/** The line above a group's journeys. */
export interface Group {
  readonly key: string;
  readonly label: string;
  /** Empty where the label says it all. */
  readonly note: string;
  readonly count: number;
  readonly blocked: number;
  /** Its journeys are not listed. */
  readonly closed: boolean;
}

/** One line of the list. */
export type Line = Journey | Group;

export function isGroup(line: Line): line is Group {
  return 'key' in line;
}

/** Unlike in every two lines of one list. */
export function lineKey(line: Line): string {
  return isGroup(line) ? `group ${line.key}` : line.id;
}

/** Where a line of an earlier list stands in this one, -1 where it is gone. */
export function placeOf(lines: Sequence<Line>, line: Line): number {
  const same = lines.indexOf(line);
  return same === -1 ? firstWhere(lines, isGroup(line) ? isGroupOf(line.key) : isJourneyOf(line)) : same;
}

function firstWhere(lines: Sequence<Line>, isIt: (line: Line) => boolean): number {
  let index = 0;
  for (const line of lines) {
    if (isIt(line)) return index;
    index += 1;
  }
  return -1;
}

function isGroupOf(key: string): (line: Line) => boolean {
  return line => isGroup(line) && line.key === key;
}

/** Numbers first: of two ids, which are nearly the same, every letter would be looked at. */
function isJourneyOf({ id, startedAt }: Journey): (line: Line) => boolean {
  return line => 'startedAt' in line && line.startedAt === startedAt && line.id === id;
}

/** The journey on that line, or else on the next that has one: onwards (`step` 1) or backwards (-1), then the other way. */
export function journeyNear(lines: Sequence<Line>, at: number, step: 1 | -1): Journey | null {
  for (const direction of [step, -step]) {
    for (let index = at; index >= 0 && index < lines.length; index += direction) {
      const line = lines.at(index);
      if (line !== undefined && !isGroup(line)) return line;
    }
  }
  return null;
}
