import { isIP } from 'node:net';
import type { TapOption } from '../options.ts';
import { type ConnectTo, type Destination, parseAuthority } from '../tap/destination.ts';

export const TAP_FORM = 'NAME=PORT:TARGET, such as api=9000:http://127.0.0.1:3000';
export const CONNECT_TO_FORM = 'HOST:PORT:ADDR:PORT, such as api.example.com:443:127.0.0.1:8443; fields may be empty';
export const PORT_FORM = 'a port from 0 to 65535 (0 takes any free one)';
export const BYTES_FORM = 'a number of bytes, such as 262144, 256k or 64m';
export const HOST_FORM = 'an address of this machine, such as 127.0.0.1';
export const NAME_FORM = 'a name of letters, digits, dots and hyphens that begins with a letter';
export const TARGET_FORM = 'http://HOST[:PORT], https://HOST[:PORT] or HOST:PORT, without a path';

/* Patterns without flags: the configuration file's schema has them too. */
const HOST_OR_EMPTY = String.raw`(\[[0-9a-fA-F:.]+\]|[^:[\]]*)`;
export const BYTES_PATTERN = /^(\d{1,9})([kKmM]?)$/;
export const NAME_PATTERN = /^[A-Za-z][\w.-]*$/;
export const TAP_PATTERN = /^([A-Za-z][\w.-]*)=(\d{1,5}):(.+)$/;
export const TARGET_PATTERN = /^(?:([Hh][Tt][Tt][Pp][Ss]?):\/\/)?([^/?#@]+)\/?$/;
export const CONNECT_TO_PATTERN = new RegExp(`^${HOST_OR_EMPTY}:(\\d*):${HOST_OR_EMPTY}:(\\d*)$`);

export function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

export function parseBytes(text: string): number | null {
  const parts = BYTES_PATTERN.exec(text);
  if (!parts) return null;
  const unit = { k: 1024, m: 1024 * 1024 }[(parts[2] ?? '').toLowerCase()] ?? 1;
  return Number(parts[1]) * unit;
}

export function parseHost(text: string): string | null {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : null;
}

export function parseTap(text: string): TapOption | null {
  const parts = TAP_PATTERN.exec(text);
  const port = parsePort(parts?.[2] ?? '');
  const target = parseTarget(parts?.[3] ?? '');
  if (!parts?.[1] || port === null || target === null) return null;
  return { name: parts[1], port, target };
}

/** `http://host:port`, `https://host`, or `host:port`, which is plain HTTP. A path would change every request. */
export function parseTarget(text: string): Destination | null {
  const parts = TARGET_PATTERN.exec(text);
  const scheme = parts?.[1]?.toLowerCase() === 'https' ? 'https' : 'http';
  const authority = parseAuthority(parts?.[2] ?? '', scheme === 'https' ? 443 : parts?.[1] ? 80 : null);
  return authority === null ? null : { scheme, ...authority };
}

/** As curl's --connect-to; IPv6 addresses stand in brackets. */
export function parseConnectTo(text: string): ConnectTo | null {
  const parts = CONNECT_TO_PATTERN.exec(text);
  if (!parts) return null;
  const [port, toPort] = [parts[2], parts[4]].map(field => (field ? parsePort(field) : undefined));
  if (port === null || toPort === null) return null;
  return {
    host: unbracketed(parts[1] ?? '').toLowerCase(),
    port: port ?? null,
    address: unbracketed(parts[3] ?? ''),
    toPort: toPort ?? null,
  };
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
