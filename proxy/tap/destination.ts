import { isIP } from 'node:net';

/** Where a request goes: what the client asked for, before any `--connect-to`. */
export interface Destination {
  readonly scheme: 'http' | 'https';
  /** Host name or IP address, IPv6 without brackets, lower case. */
  readonly host: string;
  readonly port: number;
}

/** As curl's `--connect-to HOST1:PORT1:HOST2:PORT2`: empty fields match anything, or change nothing. */
export interface ConnectTo {
  readonly host: string;
  readonly port: number | null;
  readonly address: string;
  readonly toPort: number | null;
}

export function defaultPort(scheme: 'http' | 'https'): number {
  return scheme === 'https' ? 443 : 80;
}

export function sameDestination(a: Destination, b: Destination): boolean {
  return a.host === b.host && a.port === b.port && a.scheme === b.scheme;
}

/** The URL's authority: brackets around IPv6, the port left out where it is the scheme's default. */
export function authorityOf(destination: Destination): string {
  const host = isIP(destination.host) === 6 ? `[${destination.host}]` : destination.host;
  return destination.port === defaultPort(destination.scheme) ? host : `${host}:${destination.port}`;
}

/** Reads `host:port` or `[v6]:port`; null where it is neither. */
export function parseAuthority(text: string, port: number | null): { host: string; port: number } | null {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/?#@\s]+))(?::(\d{1,5}))?$/.exec(text);
  const host = parts?.[1] ?? parts?.[2];
  const number = parts?.[3] === undefined ? port : Number(parts[3]);
  if (host === undefined || number === null || number > 65535) return null;
  return { host: host.toLowerCase(), port: number };
}

/** The address to dial: the first rule that matches, else the destination itself. */
export function dialAddress(destination: Destination, rules: readonly ConnectTo[]): { host: string; port: number } {
  const rule = rules.find(
    ({ host, port }) =>
      (host === '' || host.toLowerCase() === destination.host) && (port === null || port === destination.port),
  );
  if (!rule) return destination;
  return { host: rule.address === '' ? destination.host : rule.address, port: rule.toPort ?? destination.port };
}
