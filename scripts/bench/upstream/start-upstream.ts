import { join } from 'node:path';
import { firstJson, ownProcess, startChild, untilListening } from '../ground/child.ts';
import { freePort } from '../ground/free-port.ts';
import { findNginx, nginxVersion, startNginx } from './nginx.ts';
import { nginxUpstream } from './nginx-upstream.ts';
import { makeTlsFiles } from './tls-files.ts';

export interface Upstream {
  /** Which program answers, for the report. */
  readonly name: string;
  readonly port: number;
  /** The same answers over TLS; null where no certificate could be made. */
  readonly tlsPort: number | null;
}

const PLAIN = new URL('../process/plain-upstream.ts', import.meta.url);
const BULK = new URL('../process/bulk-upstream.ts', import.meta.url);

/** The upstream for small answers: nginx where it is installed. */
export async function startUpstream(dir: string, cores: string | null): Promise<Upstream> {
  const files = makeTlsFiles(dir);
  const port = await freePort();
  const tlsPort = files === null ? null : await freePort();
  const nginx = findNginx();
  if (nginx !== null) {
    const http = nginxUpstream(port, files === null || tlsPort === null ? null : { port: tlsPort, files });
    await startNginx({ path: nginx, cores, dir: join(dir, 'upstream'), port, http });
    return { name: `nginx ${nginxVersion(nginx)}`, port, tlsPort };
  }
  const tls = files === null ? [] : [String(tlsPort), files.key, files.cert];
  await untilListening(port, startChild(ownProcess(PLAIN, [String(port), ...tls]), { cores }));
  return { name: 'a responder on node:net', port, tlsPort };
}

/** The upstream for large bodies and streams. */
export async function startBulkUpstream(cores: string | null): Promise<number> {
  return (await firstJson<{ port: number }>(startChild(ownProcess(BULK), { cores }))).port;
}
