import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { type CaPaths, caPaths, readIfThere, writeIfAbsent, writeOver } from './ca-files.ts';
import { CaError } from './ca-problem.ts';
import { spkiOf, writeCertificate } from './certificate.ts';
import { basicConstraintsOfCa, keyUsageOfCa, subjectKeyIdentifier } from './extensions.ts';

const DAY = 24 * 60 * 60 * 1000;
const LIFE_DAYS = 730;
const CA_NAME = 'corscope CA (hostname-less, local)';

/** How often, and after how long a pause, a pair is read again that does not match: a renewal may be half done. */
const REREADS = 5;
const REREAD_PAUSE_MS = 20;

/** The local certificate authority, ready to sign. */
export interface Ca {
  readonly certPem: string;
  /** Where `ca.pem` is. */
  readonly path: string;
  /** Base64 of the SHA-256 of the CA's SubjectPublicKeyInfo: what Chromium's --ignore-certificate-errors-spki-list takes. */
  readonly spki: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
  /** Signs leaves; never leaves the process. */
  readonly key: KeyObject;
}

/**
 * The CA in `home`, made there on first use. Safe to call from several processes at once: all get the same one.
 * @throws CaError
 */
export async function loadCa(home: string): Promise<Ca> {
  const paths = caPaths(home);
  for (let left = REREADS; ; left -= 1) {
    const ca = readCa(paths, keyText(paths), certText(paths));
    if (ca !== null) return ca;
    if (left === 0) throw new CaError({ reason: 'mismatch', path: paths.cert, detail: '' });
    await new Promise(resolve => setTimeout(resolve, REREAD_PAUSE_MS));
  }
}

/**
 * A new CA in place of whatever is in `home`, unreadable or not. Whoever trusts the old one must be told of the new one.
 * @throws CaError
 */
export async function renewCa(home: string): Promise<Ca> {
  const paths = caPaths(home);
  const key = newKey();
  writeOver(paths.key, keyPem(key), 0o600);
  writeOver(paths.cert, selfSigned(key), 0o644);
  return loadCa(home);
}

function keyText(paths: CaPaths): string {
  const found = readIfThere(paths.key);
  if (found !== null) return found;
  if (readIfThere(paths.cert) !== null) {
    throw new CaError({ reason: 'key-missing', path: paths.key, detail: '' });
  }
  writeIfAbsent(paths.key, keyPem(newKey()), 0o600);
  return readIfThere(paths.key) ?? '';
}

/** The key comes first and the certificate follows from it, so a start that was cut between the two heals itself. */
function certText(paths: CaPaths): string {
  const found = readIfThere(paths.cert);
  if (found !== null) return found;
  const key = parseKey(paths, readIfThere(paths.key) ?? '');
  writeIfAbsent(paths.cert, selfSigned(key), 0o644);
  return readIfThere(paths.cert) ?? '';
}

/** Null where key and certificate are no pair. */
function readCa(paths: CaPaths, keyPemText: string, certPem: string): Ca | null {
  const key = parseKey(paths, keyPemText);
  const certificate = parseCertificate(paths, certPem);
  if (!certificate.checkPrivateKey(key)) return null;
  const notAfter = Date.parse(certificate.validTo);
  if (notAfter <= Date.now()) throw new CaError({ reason: 'expired', path: paths.cert, detail: certificate.validTo });
  const spki = createHash('sha256').update(spkiOf(key)).digest('base64');
  return { certPem, path: paths.cert, spki, name: CA_NAME, notAfter, key };
}

function parseKey(paths: CaPaths, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // The parser's words (OpenSSL decoder codes) help nobody: the sentence below says what is wrong.
  }
  throw new CaError({ reason: 'not-a-key', path: paths.key, detail: '' });
}

function parseCertificate(paths: CaPaths, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new CaError({ reason: 'not-a-certificate', path: paths.cert, detail: '' });
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function keyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function selfSigned(key: KeyObject): string {
  const spki = spkiOf(key);
  return writeCertificate({
    issuer: CA_NAME,
    subject: CA_NAME,
    // Backdated like the leaves, for clocks that are slow.
    notBefore: Date.now() - DAY,
    notAfter: Date.now() + (LIFE_DAYS - 1) * DAY,
    spki,
    extensions: [basicConstraintsOfCa(), keyUsageOfCa(), subjectKeyIdentifier(spki)],
    signingKey: key,
  });
}
