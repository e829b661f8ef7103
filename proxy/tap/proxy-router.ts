import type { Via } from '../record/recording.ts';
import { authorityOf, type Destination, parseAuthority } from './destination.ts';
import { ownPage } from './own-page.ts';
import type { Refused, Router } from './route.ts';

export interface ProxyRoute {
  readonly tap: string;
  readonly connection: number;
  /** Whether a destination is corscope's own port: a request that would go round in circles. */
  readonly isSelf: (destination: Destination) => boolean;
}

/**
 * Routes absolute-form requests (RFC 9112 §3.2.2), each to the place it names. The head goes on in origin form and
 * without the fields meant for the proxy alone; every other byte of it stays.
 */
export function proxyRouter(route: ProxyRoute): Router {
  return (start, head) => {
    const asked = parseAbsolute(start.target);
    if (asked === null) return notForProxy(route, start.target);
    const { destination, path } = asked;
    const via = viaOf(route, destination);
    if (route.isSelf(destination)) return loop(via, destination);
    const forwarded = originForm(`${start.method} ${path} ${start.version}`, head);
    return { kind: 'routed', via, destination, forwarded };
  };
}

const SCHEMES: Readonly<Record<string, 'http' | 'https'>> = { http: 'http', ws: 'http', https: 'https', wss: 'https' };

function parseAbsolute(target: string): { destination: Destination; path: string } | null {
  const parts = /^([a-z]+):\/\/(?:[^/?#@]*@)?([^/?#]*)(.*)$/is.exec(target);
  const scheme = SCHEMES[parts?.[1]?.toLowerCase() ?? ''];
  if (scheme === undefined) return null;
  const authority = parseAuthority(parts?.[2] ?? '', scheme === 'https' ? 443 : 80);
  if (authority === null) return null;
  const rest = parts?.[3] ?? '';
  return { destination: { scheme, ...authority }, path: rest.startsWith('/') ? rest : `/${rest}` };
}

/**
 * A field meant for the proxy, with the lines that go on with it (obs-fold). `^` alone would also match after a bare CR;
 * the look behind it alone would cost five times as much.
 */
const FOR_PROXY = /^(?<=\n)(?:proxy-connection|proxy-authorization)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*/gim;

function originForm(startLine: string, head: string): Buffer {
  const newline = head.indexOf('\n');
  const lineEnd = head[newline - 1] === '\r' ? newline - 1 : newline;
  return Buffer.from(startLine + head.slice(lineEnd).replace(FOR_PROXY, ''), 'latin1');
}

function viaOf(route: ProxyRoute, destination: Destination): Via {
  const { tap, connection } = route;
  return { tap, kind: 'http', connection, scheme: destination.scheme, authority: authorityOf(destination) };
}

function loop(via: Via, destination: Destination): Refused {
  return {
    kind: 'refused',
    via,
    failure: { reason: 'loop', detail: authorityOf(destination) },
    page: ownPage(508, 'Loop Detected', 'This is corscope itself', [
      `The request for ${authorityOf(destination)} came through corscope's own proxy port, and would go round in circles.`,
      'Open the dashboard in a browser that does not use corscope as its proxy.',
    ]),
  };
}

function notForProxy(route: ProxyRoute, target: string): Refused {
  const { tap, connection } = route;
  return {
    kind: 'refused',
    via: { tap, kind: 'http', connection, scheme: 'http', authority: '' },
    failure: { reason: 'protocol', detail: target === '' ? 'not an HTTP request' : `target ${target.slice(0, 200)}` },
    page: ownPage(400, 'Bad Request', 'Not a request to a proxy', [
      'A request to a proxy names the whole URL, as in "GET http://example.com/ HTTP/1.1", or uses CONNECT.',
    ]),
  };
}
