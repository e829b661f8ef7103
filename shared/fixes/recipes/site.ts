import { hostOf } from '../../http/site.ts';
import type { Policy } from './policy.ts';

/** Host name of the API, for `server_name` and the like. */
export function apiHost({ api }: Policy): string {
  return hostOf(api);
}

/** The port of an http API; 80 for an https one, whose TLS lines a recipe leaves to its reader. */
export function listenPort({ api }: Policy): number {
  const port = /^http:\/\/.*:(\d+)$/.exec(api)?.[1];
  return port === undefined ? 80 : Number(port);
}
