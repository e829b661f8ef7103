import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate for the upstream; null where there is no openssl. */
export function makeTlsFiles(dir: string): TlsFiles | null {
  const files = { key: join(dir, 'upstream-key.pem'), cert: join(dir, 'upstream-cert.pem') };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const subject = ['-subj', '/CN=upstream', '-addext', 'subjectAltName=DNS:localhost,DNS:*.bench.test,IP:127.0.0.1'];
  const run = spawnSync('openssl', [
    ...['req', '-x509', '-nodes', '-days', '2', ...curve, ...subject],
    ...['-keyout', files.key, '-out', files.cert],
  ]);
  return run.status === 0 ? files : null;
}
