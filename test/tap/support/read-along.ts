import { frameRequest, frameResponse, RAW } from '../../../proxy/tap/framing.ts';
import { inspectHead } from '../../../proxy/tap/inspect-head.ts';
import { MessageReader } from '../../../proxy/tap/message-reader.ts';
import { canBeginRequest, canBeginResponse, parseRequestStart, parseStatus } from '../../../proxy/tap/start-line.ts';
import type { Random } from './random.ts';

/** What a reader found: one entry a message. */
export interface Found {
  readonly head: string;
  payload: string;
  trailers: string;
  complete: boolean;
  interim: boolean;
}

export interface ReadAlong {
  readonly messages: readonly Found[];
  /** Everything that would have been sent on, heads and bodies. */
  readonly passed: string;
}

/** Reads a stream of messages as a tap does, in pieces of random size, every next message's turn coming at once. */
export function readAlong(side: 'request' | 'response', wire: string, random: Random): ReadAlong {
  const messages: Found[] = [];
  let passed = '';
  const reader: MessageReader = new MessageReader(
    {
      canBegin: side === 'request' ? canBeginRequest : canBeginResponse,
      head(bytes) {
        const text = bytes.toString('latin1');
        passed += text;
        const framing = frame(side, text);
        messages.push({
          head: text.replace(/^[\r\n]+/, ''),
          payload: '',
          trailers: '',
          complete: false,
          interim: framing === 'interim',
        });
        return framing;
      },
      body: (chunk, from, to) => {
        passed += chunk.toString('latin1', from, to);
      },
      payload(chunk, from, to) {
        const last = messages.at(-1);
        if (last) last.payload += chunk.toString('latin1', from, to);
      },
      end(trailers) {
        const last = messages.at(-1);
        if (last) Object.assign(last, { trailers, complete: true });
        reader.next();
      },
      notHttp: () => undefined,
      tooLarge: () => undefined,
      brokenChunk: () => undefined,
    },
    64 * 1024,
  );
  for (let at = 0; at < wire.length; ) {
    const size = random.chance(30) ? 1 : 1 + random.below(200);
    const chunk = Buffer.from(wire.slice(at, at + size), 'latin1');
    const read = reader.read(chunk);
    if (read !== chunk.length) throw new Error(`held back at ${at + read}`);
    at += size;
  }
  return { messages, passed: passed + reader.takePartial().toString('latin1') };
}

function frame(side: 'request' | 'response', text: string) {
  const inspection = inspectHead(text.replace(/^[\r\n]+/, ''));
  if (side === 'request')
    return parseRequestStart(inspection.startLine) === null ? RAW : frameRequest(inspection).framing;
  const status = parseStatus(inspection.startLine);
  if (status === null) return RAW;
  return status < 200 ? 'interim' : frameResponse(inspection, status, 'GET').framing;
}
