import type { SessionEvent, TapState } from './events.ts';

/** The taps that a session begins with. */
export function tapsOf({ taps, startedAt }: SessionEvent): readonly TapState[] {
  return taps.map(tap => ({ ...tap, state: 'here', since: startedAt }));
}
