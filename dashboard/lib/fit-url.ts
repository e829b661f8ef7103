import { middle } from './text.ts';

/** A URL cut to a number of characters: the last segment of its path names the resource and goes last. */
export interface FittedUrl {
  readonly host: string;
  readonly path: string;
}

const SHORTEST_HOST = 4;

export function fitUrl(host: string, path: string, room: number): FittedUrl {
  if (host.length + path.length <= room) return { host, path };
  const bare = path.replace(/\?.*$/s, '');
  const hostRoom = Math.min(host.length, Math.max(SHORTEST_HOST, room - bare.length - (bare === path ? 0 : 2)));
  const pathRoom = Math.max(1, room - hostRoom);
  return {
    host: cutEnd(host, hostRoom),
    path: bare.length < pathRoom ? cutEnd(path, pathRoom) : middle(bare, pathRoom),
  };
}

function cutEnd(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}
