import { networkInterfaces } from 'node:os';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1'];
/** What listens there listens on every address of the machine. */
export const WILDCARDS = ['0.0.0.0', '::'];

/** Values of Host under which corscope, listening on `host`, knows itself. */
export function ownHosts(host: string, port: number): ReadonlySet<string> {
  const names = ownNames(host).map(bracketed);
  // a browser leaves out the port that is the scheme's own
  return new Set([...names.map(name => `${name}:${port}`), ...(port === 80 ? names : [])]);
}

/** Whether a request for `name` at corscope's port would come back to corscope. */
export function isOwnName(name: string, listening: string): boolean {
  return ownNames(listening).includes(name) || name.startsWith('127.') || WILDCARDS.includes(name);
}

/** Whether a connection to `name` is one to a listener on `listening`, the port being the same. */
export function leadsTo(name: string, listening: string): boolean {
  if (WILDCARDS.includes(listening)) return isOwnName(name, listening);
  if (name === listening.toLowerCase()) return true;
  const anyLoopback = name === 'localhost' || WILDCARDS.includes(name);
  return (
    LOOPBACK_NAMES.includes(listening) && (anyLoopback || (listening === 'localhost' && LOOPBACK_NAMES.includes(name)))
  );
}

/** IPv6 addresses stand in brackets wherever a port may follow. */
export function bracketed(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}

/** An address is no name, so nobody can rebind it: where corscope listens on all of this machine's, each is its own. */
function ownNames(listening: string): string[] {
  const names = [...LOOPBACK_NAMES, listening.toLowerCase()];
  return WILDCARDS.includes(listening) ? [...names, ...machineAddresses()] : names;
}

/** An address under which other machines reach what listens on `listening`; null where none can. */
export function outsideAddress(listening: string): string | null {
  if (WILDCARDS.includes(listening)) return firstOutside();
  return LOOPBACK_NAMES.includes(listening) || listening.startsWith('127.') ? null : listening;
}

/** An address of IPv4 is the easier one to type. */
function firstOutside(): string | null {
  const own = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  const outside = own.filter(({ internal }) => !internal);
  return (outside.find(({ family }) => family === 'IPv4') ?? outside[0])?.address ?? null;
}

function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(each => (each ?? []).map(({ address }) => address));
}
