import { open } from './connect.ts';
import type { LoadResult, TransferJob } from './load-job.ts';
import { ResponseReader } from './response-reader.ts';
import { Window } from './window.ts';

const PIECE = Buffer.alloc(64 * 1024, 'x');

/** One large message, up or down, until its answer is complete. */
export function transfer(job: TransferJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    open(job.target, {
      failed: reject,
      ready(socket) {
        const window = new Window(job.pid, reject);
        const reader = new ResponseReader();
        window.begin();
        const startedAt = performance.now();
        socket.on('error', reject);
        socket.on('close', () => reject(new Error('closed before the answer was complete')));
        socket.on('data', (chunk: Buffer) => {
          if (!reader.read(chunk)) return;
          if (!reader.ok) reject(new Error('an answer other than 2xx'));
          window.add(performance.now() - startedAt);
          resolve(window.result());
          socket.destroy();
        });
        socket.write(job.head);
        let left = job.bodyBytes;
        const more = () => {
          while (left > 0) {
            const piece = left >= PIECE.length ? PIECE : PIECE.subarray(0, left);
            left -= piece.length;
            if (!socket.write(piece)) return;
          }
        };
        socket.on('drain', more);
        more();
      },
    });
  });
}
