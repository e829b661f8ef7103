import type { FollowedFrom } from '../../shared/fixes/apply.ts';
import type { NextRequest } from '../../shared/fixes/operations/follow-redirect.ts';
import type { HopRecord } from '../../shared/wire/exchange-record.ts';
import type { Destination } from './destination.ts';
import type { Turn } from './turn.ts';

/** A redirect that corscope follows itself, while it does. */
export interface Following {
  readonly from: FollowedFrom;
  /** Where the request itself went: its own origin is to be found there, whatever its name is. */
  readonly home: Destination | null;
  /** What is asked next, or was last. */
  next: NextRequest;
  /** The redirect's own answer is passing, of which nothing is for the client; the next request has not gone out. */
  waits: boolean;
  hops: readonly HopRecord[];
}

export function addHop(turn: Turn, hop: HopRecord): void {
  if (turn.following === null) return;
  turn.following.hops = [...turn.following.hops, hop];
  record(turn, turn.following);
}

/** Something new of the last hop. */
export function noteHop(turn: Turn, news: Partial<HopRecord>): void {
  const { following } = turn;
  const last = following?.hops.at(-1);
  if (following === null || last === undefined) return;
  following.hops = following.hops.with(-1, { ...last, ...news });
  record(turn, following);
}

/** Has the answer begun that the client is to get? */
export function isAnswerBegun({ recording, following }: Turn): boolean {
  return following === null ? recording.returned !== null : following.hops.at(-1)?.returned != null;
}

function record({ recording }: Turn, { hops }: Following): void {
  recording.add({ followed: hops });
  recording.changed = true;
}
