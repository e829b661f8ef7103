import type { TapState } from '../../shared/wire/events.ts';
import { plural } from './text.ts';

/** How a tap stands, in a few words. */
export function tapStanding({ state, since, from }: TapState): string {
  const when = new Date(since).toLocaleTimeString();
  switch (state) {
    case 'here':
      return 'here';
    case 'joined':
      return `joined from ${from ?? 'elsewhere'}, ${when}`;
    case 'lost':
      return `link down since ${when}`;
  }
}

/** What its memory had no room for; null for nothing. */
export function tapLoss({ dropped = 0 }: TapState): string | null {
  return dropped === 0 ? null : `${plural(dropped, 'exchange')} lost: the tap’s memory was full`;
}

/** A line for a shell that puts a tap somewhere else, reporting to the corscope at `url`. */
export function joinCommand(url: string, token: string): string {
  return `corscope tap --join ${url.replace(/\/$/, '')} --token ${token} NAME=PORT:TARGET`;
}
