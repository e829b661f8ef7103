import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import * as der from './der.ts';

const ECDSA_WITH_SHA256 = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));
const COMMON_NAME = der.objectIdentifier('2.5.4.3');
const VERSION_3 = der.explicitTag(0, der.unsignedInteger(Buffer.from([2])));

export interface CertificateRequest {
  readonly issuer: string;
  readonly subject: string;
  /** Milliseconds since the epoch, cut to seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The subject's SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** From `extensions.ts`. */
  readonly extensions: readonly Uint8Array[];
  /** The issuer's private P-256 key. */
  readonly signingKey: KeyObject;
}

/** Writes and signs an X.509 v3 certificate (RFC 5280 §4.1), as PEM. Names are common names; the serial is random. */
export function writeCertificate(request: CertificateRequest): string {
  const content = der.sequence(
    VERSION_3,
    der.unsignedInteger(serialNumber()),
    ECDSA_WITH_SHA256,
    distinguishedName(request.issuer),
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    distinguishedName(request.subject),
    request.spki,
    der.explicitTag(3, der.sequence(...request.extensions)),
  );
  const signature = sign('sha256', content, request.signingKey);
  return pem(der.sequence(content, ECDSA_WITH_SHA256, der.bitString(signature)));
}

/** SubjectPublicKeyInfo of a private key's public half, DER. */
export function spkiOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
}

/** 127 random bits, the first of them one: positive, never zero, and under the 20 octets of RFC 5280 §4.1.2.2. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes;
}

function distinguishedName(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(COMMON_NAME, der.utf8String(commonName))));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
