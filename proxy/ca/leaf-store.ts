import { generateKeyPairSync } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Ca } from './ca.ts';
import { spkiOf, writeCertificate } from './certificate.ts';
import {
  authorityKeyIdentifier,
  keyUsageOfLeaf,
  serverAuthentication,
  subjectAlternativeName,
  subjectKeyIdentifier,
} from './extensions.ts';
import { canonicalHost } from './host-name.ts';

const DAY = 24 * 60 * 60 * 1000;
/** With the day of backdating 197 days: browsers refuse leaves that live longer. */
const LIFE_DAYS_LEFT = 196;
/** RFC 5280, appendix A: ub-common-name. */
const LONGEST_COMMON_NAME = 64;

export interface LeafStoreOptions {
  /** How many hosts' contexts are kept, the least recently asked for going first. */
  readonly max: number;
}

export interface LeafStore {
  /**
   * A TLS server context with a leaf for `host` (a name or an address, brackets allowed) and the CA's certificate after it.
   * Rejects with a RangeError where `host` is no host name.
   */
  contextFor(host: string): Promise<SecureContext>;
}

/** Leaves on demand, all with one P-256 key of this process. */
export function createLeafStore(ca: Ca, options: LeafStoreOptions = { max: 500 }): LeafStore {
  let makeContext: ((host: string) => SecureContext) | null = null;
  // A Map keeps the order of insertion: taken out and put in again at each ask, its first key is the oldest.
  const kept = new Map<string, SecureContext>();
  return {
    async contextFor(host) {
      const name = canonicalHost(host);
      if (name === null) throw new RangeError(`not a host name: ${JSON.stringify(host)}`);
      // the key is made for the first host, not for a start that may never see one
      makeContext ??= contextMaker(ca);
      const context = kept.get(name) ?? makeContext(name);
      kept.delete(name);
      kept.set(name, context);
      for (const oldest of kept.keys()) {
        if (kept.size <= options.max) break;
        kept.delete(oldest);
      }
      return context;
    },
  };
}

function contextMaker(ca: Ca): (host: string) => SecureContext {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const spki = spkiOf(privateKey);
  const extensions = [
    keyUsageOfLeaf(),
    serverAuthentication(),
    subjectKeyIdentifier(spki),
    authorityKeyIdentifier(spkiOf(ca.key)),
  ];
  return host => {
    const now = Date.now();
    const leaf = writeCertificate({
      issuer: ca.name,
      subject: host.length <= LONGEST_COMMON_NAME ? host : 'corscope',
      notBefore: now - DAY,
      notAfter: Math.min(now + LIFE_DAYS_LEFT * DAY, ca.notAfter),
      spki,
      extensions: [...extensions, subjectAlternativeName(host)],
      signingKey: ca.key,
    });
    // The CA goes with the leaf: Chromium looks for the trusted key among the certificates that it is shown.
    return createSecureContext({ key, cert: leaf + ca.certPem });
  };
}
