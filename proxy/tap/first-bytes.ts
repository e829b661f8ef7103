import type { Socket } from 'node:net';

/** What a client turned out to speak on a connection that it asked for by CONNECT. */
export type Speech = 'tls' | 'http' | 'other';

const TLS_HANDSHAKE = 0x16;
/** A client that says nothing for so long waits for the server to speak first: no HTTP. */
const SILENCE_MS = 1_000;
const REQUEST = /^[a-z-]{1,20} [/*]/i;
const BEGINNING_OF_REQUEST = /^[a-z-]{0,20} ?$/i;

/**
 * Waits until the client's first bytes, `seen` among them, show what it speaks. The socket is paused then, and nobody
 * listens to it. A client that leaves before is let go.
 */
export function awaitSpeech(socket: Socket, seen: Buffer, told: (speech: Speech, bytes: Buffer) => void): void {
  let bytes = seen;
  const timer = setTimeout(() => tell('other'), SILENCE_MS);
  const onData = (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    tellIfClear();
  };
  const onEnd = () => {
    release();
    socket.destroy();
  };
  const tellIfClear = () => {
    const speech = speechOf(bytes);
    if (speech !== null) tell(speech);
  };
  const tell = (speech: Speech) => {
    release();
    told(speech, bytes);
  };
  const release = () => {
    clearTimeout(timer);
    socket.off('data', onData).off('end', onEnd).off('close', onEnd);
    socket.pause();
  };
  socket.on('data', onData).on('end', onEnd).on('close', onEnd);
  socket.resume();
  tellIfClear();
}

/** Null while it may still become a request: bytes may come one by one. */
function speechOf(bytes: Buffer): Speech | null {
  const text = bytes.toString('latin1', 0, 32);
  if (bytes[0] === TLS_HANDSHAKE) return 'tls';
  if (REQUEST.test(text)) return 'http';
  return BEGINNING_OF_REQUEST.test(text) ? null : 'other';
}
