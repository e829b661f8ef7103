import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** RFC 1035 §2.3.4. */
const LONGEST_NAME = 253;
/** Underscores are in no host name by the book, and in many by custom. */
const LABELS = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

/**
 * The one spelling under which a host's certificate is made and kept: lower case, punycode, no brackets, no zone, no
 * final dot. Null where `host` is no host name at all.
 */
export function canonicalHost(host: string): string | null {
  const bare = host.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (isIP(bare) === 6) return new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  if (isIP(bare) === 4) return bare;
  // domainToASCII reads its argument as the start of a URL, and would cut a path off in silence.
  if (/[/?#@\\:]/.test(bare)) return null;
  const name = domainToASCII(bare.replace(/\.$/, ''));
  return name.length <= LONGEST_NAME && LABELS.test(name) ? name : null;
}

/** The 4 or 16 bytes of an address in the spelling of `canonicalHost`, null where `host` is a name. */
export function ipBytes(host: string): Buffer | null {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  return isIP(host) === 6 ? ipv6Bytes(host) : null;
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  const gap = new Array<number>(8 - before.length - after.length).fill(0);
  return Buffer.from([...before, ...gap, ...after].flatMap(group => [group >> 8, group & 0xff]));
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16));
}
