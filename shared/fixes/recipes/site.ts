import { hostOf } from '../../http/site.ts';
import type { Policy } from './policy.ts';

/** Host name of the API, for `server_name` and the like. */
export function apiHost({ api }: Policy): string {
  return hostOf(api);
}

/** Where a proxy for the API listens: the address itself where the API has one for a name, otherwise every address, written `any`. */
export function listenAddress(policy: Policy, any: string): string {
  const host = apiHost(policy);
  const address = host === 'localhost' ? '127.0.0.1' : host;
  return /^[\d.]+$|^\[/.test(address) ? `${address}:${listenPort(policy)}` : `${any}${listenPort(policy)}`;
}

/** The port of an http API; 80 for an https one, whose TLS lines a recipe leaves to its reader. */
export function listenPort({ api }: Policy): number {
  const port = /^http:\/\/.*:(\d+)$/.exec(api)?.[1];
  return port === undefined ? 80 : Number(port);
}

/** Host and port of what is behind a proxy; an IPv6 address without its brackets. */
export function upstreamParts({ upstream }: Policy): { readonly host: string; readonly port: number } {
  const colon = upstream.lastIndexOf(':');
  return { host: upstream.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(upstream.slice(colon + 1)) };
}
