import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The PEM text of a file, null where it cannot be read or does not begin with a certificate. */
export function readCertificates(path: string): string | null {
  try {
    const pem = readFileSync(path, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch {
    return null;
  }
}
