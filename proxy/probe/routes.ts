import type { ProbeAsk, Rung } from '../../shared/probe/ask.ts';
import { type ConnectTo, type Destination, defaultPort, dialAddress } from '../tap/destination.ts';
import type { DialSettings } from '../tap/dial.ts';
import type { Route } from './send-request.ts';

/**
 * The way to a rung: its scheme and address, with the URL's own host for SNI and the certificate. Rules of `--connect-to`
 * hold for rungs' addresses as for every other.
 */
export function routeTo(rung: Rung, { url }: ProbeAsk, settings: DialSettings): Route {
  const own = destinationOf(url);
  const at = destinationOf(rung.address);
  const { host, port } = dialAddress(at, settings.connectTo);
  const rule: ConnectTo = { host: '', port: null, address: host, toPort: port };
  return { destination: { ...at, host: own.host }, dial: { ...settings, connectTo: [rule] } };
}

/** Only at the URL's own address would a browser connect to where the probe did. */
export function isOwnAddress({ address }: Rung, { url }: ProbeAsk): boolean {
  return new URL(address).origin === new URL(url).origin;
}

function destinationOf(text: string): Destination {
  const url = new URL(text);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { scheme, host, port: url.port === '' ? defaultPort(scheme) : Number(url.port) };
}
