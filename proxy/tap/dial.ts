import { connect, isIP, type Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import type { UpstreamAddress, WireFailure } from '../../shared/trace/exchange.ts';
import { type ConnectTo, type Destination, dialAddress } from './destination.ts';

export interface DialSettings {
  /** Rules are read at each dial, so that a route may be added while running. */
  readonly connectTo: readonly ConnectTo[];
  readonly insecure: boolean;
  /** Whom to trust; null: the roots that Node brings. */
  readonly trust: SecureContext | null;
  readonly connectTimeoutMs: number;
}

export interface DialFailure {
  readonly reason: WireFailure;
  readonly detail: string;
}

/**
 * Opens a connection to the destination, TLS where its scheme asks for it. The socket comes back at once and takes
 * writes; `connected` is called once it is usable, errors come as the socket's `error` event (see `dialFailure`).
 */
export function dial(destination: Destination, settings: DialSettings, connected: () => void): Socket {
  const address = dialAddress(destination, settings.connectTo);
  const socket = connect({ host: address.host, port: address.port, noDelay: true, allowHalfOpen: true });
  socket.setKeepAlive(true, 60_000);
  const timer = setTimeout(() => socket.destroy(timeoutError(address)), settings.connectTimeoutMs);
  socket.once('close', () => clearTimeout(timer));
  if (destination.scheme === 'http') {
    socket.once('connect', () => {
      clearTimeout(timer);
      connected();
    });
    return socket;
  }
  const secure = tlsConnect({
    socket,
    host: destination.host,
    // SNI carries names only (RFC 6066 §3)
    ...(isIP(destination.host) === 0 ? { servername: destination.host } : {}),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !settings.insecure,
    secureContext: settings.trust ?? rootsOfNode(),
  });
  secure.once('secureConnect', () => {
    clearTimeout(timer);
    connected();
  });
  return secure;
}

/** Where a connection leads, once it stands. */
export function upstreamOf(socket: Socket): UpstreamAddress {
  const place = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return place;
  const { subject, issuer } = certificate;
  return { ...place, certificate: { subject: onOneLine(subject), issuer: onOneLine(issuer) } };
}

/** The most specific name first, as people write it (RFC 4514 §2.1); OpenSSL gives a line each, the other way round. */
function onOneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}

let roots: SecureContext | null = null;

/** One for all connections: each would make its own, and that is a tenth of what a new host costs. */
function rootsOfNode(): SecureContext {
  roots ??= createSecureContext();
  return roots;
}

/** Trust in PEM certificates beside the built-in roots; made once, for reading all the roots takes milliseconds. */
export function trustAlso(pems: readonly string[]): SecureContext | null {
  return pems.length === 0 ? null : createSecureContext({ ca: [...rootCertificates, ...pems] });
}

function timeoutError(address: { host: string; port: number }): Error {
  return Object.assign(new Error(`no connection to ${address.host}:${address.port} in time`), { code: 'ETIMEDOUT' });
}

const REASON_OF_CODE: Readonly<Record<string, WireFailure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  EPROTO: 'tls',
};

/** Names what a socket error means; every other code that a handshake can end with is about certificates or TLS itself. */
export function dialFailure(error: Error & { code?: string }): DialFailure {
  const code = error.code ?? '';
  const reason = REASON_OF_CODE[code] ?? (/CERT|SSL|TLS|VERIFY|SELF_SIGNED|ALTNAME/.test(code) ? 'tls' : 'reset');
  const plain = code === '' || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
  return { reason, detail: plain.trim() };
}
