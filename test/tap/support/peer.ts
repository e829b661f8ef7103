import type { Socket } from 'node:net';

/** How a connection's other side left. */
export type Farewell = 'fin' | 'reset';

/** One end of a connection, as a test drives it: says bytes, sees bytes. Text is latin-1, one character a byte. */
export class Peer {
  /** The TCP socket, or the TLS one on top of it. */
  readonly socket: Socket;
  private readonly tcp: Socket;
  private readonly chunks: Buffer[] = [];
  private readonly waiting = new Set<() => void>();
  private left: Farewell | null = null;

  constructor(socket: Socket, tcp: Socket = socket) {
    this.socket = socket;
    this.tcp = tcp;
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.wake();
    });
    socket.on('end', () => this.leave('fin'));
    socket.on('error', () => this.leave('reset'));
    socket.on('close', () => this.leave('fin'));
    if (tcp !== socket) tcp.on('error', () => this.leave('reset'));
    socket.resume();
  }

  /** Everything received so far. */
  get text(): string {
    return Buffer.concat(this.chunks).toString('latin1');
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, 'latin1'));
  }

  /** Sends a FIN; the other direction stays open. */
  end(): void {
    this.socket.end();
  }

  reset(): void {
    this.tcp.resetAndDestroy();
  }

  /** Closes at once, with a FIN, in the middle of whatever was being said. */
  destroy(): void {
    this.socket.destroy();
    this.tcp.destroy();
  }

  /** Waits for so many bytes, or for the other side to leave; then everything received. */
  async bytes(count: number): Promise<string> {
    await this.until(() => this.left !== null || this.chunks.reduce((sum, chunk) => sum + chunk.length, 0) >= count);
    return this.text;
  }

  /** Waits until `mark` was received, or the other side has left; then everything received. */
  async see(mark: string): Promise<string> {
    await this.until(() => this.left !== null || this.text.includes(mark));
    return this.text;
  }

  /** Waits until the other side has said its last byte. */
  async farewell(): Promise<Farewell> {
    await this.until(() => this.left !== null);
    return this.left ?? 'fin';
  }

  private leave(how: Farewell): void {
    this.left ??= how;
    this.wake();
  }

  private wake(): void {
    for (const check of this.waiting) check();
  }

  private until(holds: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const check = () => {
        if (!holds()) return;
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }
}
