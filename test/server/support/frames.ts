import type { Socket } from 'node:net';

/** Reads what a WebSocket server says (RFC 6455 §5.2, unmasked text frames) off a bare socket. */
export function readFrames(socket: Socket): { readonly text: string } {
  const texts: string[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let upgraded = false;
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      upgraded = true;
      rest = rest.subarray(end + 4);
    }
    for (let frame = frameIn(rest); frame !== null; frame = frameIn(rest)) {
      texts.push(frame.text);
      rest = rest.subarray(frame.length);
    }
  });
  socket.resume();
  return {
    get text() {
      return texts.join('');
    },
  };
}

function frameIn(bytes: Buffer): { text: string; length: number } | null {
  if (bytes.length < 10) return null;
  const short = bytes.readUInt8(1);
  const [from, size] =
    short < 126 ? [2, short] : short === 126 ? [4, bytes.readUInt16BE(2)] : [10, Number(bytes.readBigUInt64BE(2))];
  if (bytes.length < from + size) return null;
  return { text: bytes.toString('utf8', from, from + size), length: from + size };
}
