import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between a tap and a corscope, which can be cut and mended. */
export interface Cable {
  /** The near end: what is said here arrives at the far one. */
  readonly url: string;
  /** Ends every connection, and refuses new ones. */
  cut(): void;
  mend(): void;
}

export async function layCable(farPort: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let whole = true;
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer(near => {
    track(near);
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(farPort, '127.0.0.1');
    track(far);
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    server.close();
    end();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      end();
    },
    mend() {
      whole = true;
    },
  };
}
