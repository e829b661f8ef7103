import { createHash } from 'node:crypto';
import * as der from './der.ts';
import { ipBytes } from './host-name.ts';

/** Certificate extensions (RFC 5280 §4.2), each ready to stand in a certificate. */

export function basicConstraintsOfCa(): Buffer {
  // Path length 0: this CA signs leaves, and nothing signed by it can sign anything.
  return extension('2.5.29.19', 'critical', der.sequence(der.truth(), der.unsignedInteger(Buffer.from([0]))));
}

export function keyUsageOfCa(): Buffer {
  // keyCertSign is bit 5, cRLSign bit 6.
  return extension('2.5.29.15', 'critical', der.bitString(Buffer.from([0b0000_0110]), 1));
}

export function keyUsageOfLeaf(): Buffer {
  // digitalSignature is bit 0: all that an EC key does in TLS.
  return extension('2.5.29.15', 'critical', der.bitString(Buffer.from([0b1000_0000]), 7));
}

export function serverAuthentication(): Buffer {
  return extension('2.5.29.37', 'plain', der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.3.1')));
}

export function subjectKeyIdentifier(spki: Uint8Array): Buffer {
  return extension('2.5.29.14', 'plain', der.octetString(keyIdentifier(spki)));
}

export function authorityKeyIdentifier(issuerSpki: Uint8Array): Buffer {
  return extension('2.5.29.35', 'plain', der.sequence(der.implicitTag(0, keyIdentifier(issuerSpki))));
}

/** One name: an iPAddress where `host` is one, else a dNSName. */
export function subjectAlternativeName(host: string): Buffer {
  const address = ipBytes(host);
  const name = address === null ? der.implicitTag(2, Buffer.from(host, 'ascii')) : der.implicitTag(7, address);
  return extension('2.5.29.17', 'plain', der.sequence(name));
}

function extension(id: string, importance: 'critical' | 'plain', value: Uint8Array): Buffer {
  const critical = importance === 'critical' ? [der.truth()] : [];
  return der.sequence(der.objectIdentifier(id), ...critical, der.octetString(value));
}

/** Any number that tells keys apart will do (RFC 7093 §2): the first 160 bits of the key's SHA-256. */
function keyIdentifier(spki: Uint8Array): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}
