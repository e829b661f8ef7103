import { parseRequestHead } from '../../shared/http/head.ts';
import { firstValue } from '../../shared/http/header-line.ts';
import type { Via } from '../record/recording.ts';
import { authorityOf, type Destination } from './destination.ts';
import type { Router } from './route.ts';

export interface FixedRoute {
  readonly tap: string;
  readonly connection: number;
  /** What the client speaks to the tap. */
  readonly scheme: 'http' | 'https';
  readonly destination: Destination;
}

/** All requests of a connection go to one place, unchanged: an intercepted CONNECT, whose authority is known. */
export function connectRouter(route: FixedRoute): Router {
  const { tap, connection, scheme, destination } = route;
  const via: Via = { tap, kind: 'http', connection, scheme, authority: authorityOf(destination) };
  return (_start, _head, bytes) => ({ kind: 'routed', via, destination, forwarded: bytes });
}

/** The same for a reverse tap: the authority is what the client wrote in Host, the target's where it wrote none. */
export function reverseRouter(route: FixedRoute): Router {
  const { tap, connection, scheme, destination } = route;
  let via: Via = { tap, kind: 'http', connection, scheme, authority: authorityOf(destination) };
  return (_start, head, bytes) => {
    const host = hostOf(head);
    if (host !== null && host !== via.authority) via = { ...via, authority: host };
    return { kind: 'routed', via, destination, forwarded: bytes };
  };
}

/** Host is among the first lines of nearly every request: found without parsing the rest. */
function hostOf(head: string): string | null {
  const plain = /\r\nhost:[ \t]*([^\r\n]*?)[ \t]*\r\n/i.exec(head)?.[1];
  return plain ?? firstValue(parseRequestHead(head).lines, 'Host');
}
