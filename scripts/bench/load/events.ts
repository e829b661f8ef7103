import { open } from './connect.ts';
import type { EventsJob, LoadResult } from './load-job.ts';
import { Window } from './window.ts';

const EVENT = /data: (\d+)\n\n/g;

/** How long after it was sent each event of a stream arrives: both ends read the system's monotonic clock. */
export function events(job: EventsJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    open(job.target, {
      failed: reject,
      ready(socket) {
        const window = new Window(job.pid, reject);
        let unread = '';
        window.begin();
        socket.on('error', reject);
        socket.on('close', () => resolve(window.result()));
        socket.on('data', (chunk: Buffer) => {
          const now = process.hrtime.bigint();
          unread += chunk.toString('latin1');
          for (const [, sent = '0'] of unread.matchAll(EVENT)) window.add(Number(now - BigInt(sent)) / 1e6);
          const seen = unread.lastIndexOf('\n\n');
          if (seen !== -1) unread = unread.slice(seen + 2);
          if (!unread.endsWith('\r\n0\r\n\r\n')) return;
          resolve(window.result());
          socket.destroy();
        });
        socket.write(job.request);
      },
    });
  });
}
