import { open } from './connect.ts';
import type { HostsJob, LoadResult } from './load-job.ts';
import { requestBytes } from './request-bytes.ts';
import { ResponseReader } from './response-reader.ts';
import { Window } from './window.ts';

const HTTPS = 443;

/** Each host is new to the proxy: a certificate, two handshakes, one request. */
export async function hosts(job: HostsJob): Promise<LoadResult> {
  let failure: Error | null = null;
  const window = new Window(job.pid, error => {
    failure = error;
  });
  for (let index = 0; index < job.warm + job.count; index += 1) {
    if (index === job.warm) window.begin();
    const startedAt = performance.now();
    await askOnce(job.target.port, `host-${index}.bench.test`);
    window.add(performance.now() - startedAt);
  }
  if (failure) throw failure;
  return window.result();
}

function askOnce(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(
      { port, tunnel: { host, port: HTTPS } },
      {
        failed: reject,
        ready(socket) {
          const reader = new ResponseReader();
          socket.on('error', reject);
          socket.on('data', (chunk: Buffer) => {
            if (!reader.read(chunk)) return;
            if (!reader.ok) reject(new Error('an answer other than 2xx'));
            socket.destroy();
            resolve();
          });
          socket.write(requestBytes({ method: 'GET', path: '/', authority: host, origin: '' }));
        },
      },
    );
  });
}
