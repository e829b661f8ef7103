import { capture } from '../record/recording.ts';
import { type Destination, sameDestination } from './destination.ts';
import { dial, dialFailure, upstreamOf } from './dial.ts';
import { deliver, endTurnIfDone, fail } from './ending.ts';
import { type BodyFraming, frameResponse, RAW } from './framing.ts';
import { inspectHead } from './inspect-head.ts';
import type { MessageEvents } from './message-reader.ts';
import type { RelayState } from './relay-state.ts';
import { canBeginResponse, parseStatus } from './start-line.ts';
import { fixedHead, type Turn } from './turn.ts';
import { upstreamClosed, upstreamEnd, upstreamError } from './upstream-end.ts';

/** Makes sure that the upstream connection leads to `destination`: the one there is, or a new one. */
export function reach(relay: RelayState, destination: Destination): void {
  if (relay.upstream !== null && relay.destination && sameDestination(relay.destination, destination)) return;
  const before = relay.upstream?.removeAllListeners();
  before?.on('error', () => undefined).destroy();
  relay.destination = destination;
  relay.connectedTo = null;
  relay.lost = null;
  const upstream = dial(destination, relay.settings.dial, () => {
    relay.connectedTo = upstreamOf(upstream);
    noteForwarded(relay);
  });
  relay.upstream = upstream;
  upstream.on('data', (chunk: Buffer) => readUpstream(relay, chunk));
  upstream.on('drain', () => {
    if (relay.heldBack === null) relay.client.resume();
  });
  upstream.on('end', () => upstreamEnd(relay));
  upstream.on('error', error => upstreamError(relay, dialFailure(error)));
  upstream.on('close', () => upstreamClosed(relay));
}

/** Notes that the request has gone out, and where to; until the connection stands it has not. */
export function noteForwarded(relay: RelayState): void {
  const recording = relay.turn?.recording;
  if (!recording || recording.forwarded === null || relay.upstream === null) return;
  const { lost } = relay;
  if (lost !== null) {
    process.nextTick(() => fail(relay, lost));
    return;
  }
  if (relay.connectedTo === null) return;
  recording.forwardedAt = performance.now();
  recording.upstream = relay.connectedTo;
}

export function responseEvents(relay: () => RelayState): MessageEvents {
  return {
    canBegin: canBeginResponse,
    head: bytes => responseHead(relay(), bytes),
    body: (chunk, from, to) => relay().toClient.add(chunk, from, to),
    payload: (chunk, from, to) => captureResponse(relay(), chunk, from, to),
    end: trailers => responseEnd(relay(), trailers),
    notHttp: () => relay().turn?.recording.addProblems(['invalid-start-line']),
    tooLarge: () => fail(relay(), { reason: 'too-large', detail: `over ${relay().settings.limits.headBytes} bytes` }),
    brokenChunk: () => relay().turn?.recording.addProblems(['invalid-chunk']),
  };
}

function readUpstream(relay: RelayState, chunk: Buffer): void {
  relay.lastActive = performance.now();
  const read = relay.responses.read(chunk);
  if (read < chunk.length) {
    // nobody asked for more: it is passed on, and shows in the client, as without corscope
    relay.responses.becomeRaw();
    relay.toClient.add(chunk, read, chunk.length);
  }
  if (!relay.toClient.flush(relay.client)) relay.upstream?.pause();
}

function responseHead(relay: RelayState, bytes: Buffer): BodyFraming | 'interim' {
  const { turn } = relay;
  const text = bytes.toString('latin1');
  const inspection = inspectHead(text);
  const status = parseStatus(inspection.startLine);
  if (turn === null || status === null) {
    relay.toClient.add(bytes);
    turn?.recording.addProblems(['invalid-start-line']);
    return RAW;
  }
  turn.recording.changed = true;
  turn.recording.addProblems(inspection.problems);
  if (status >= 100 && status < 200 && status !== 101) return interim(relay, turn, bytes, text);
  returned(relay, turn, bytes, text);
  if (status === 101) return upgrade(relay);
  const { framing, problem } = frameResponse(inspection, status, turn.method);
  if (problem !== null) turn.recording.addProblems([problem]);
  if (framing.kind === 'raw') relay.requests.becomeRaw();
  return framing;
}

function interim(relay: RelayState, { recording }: Turn, bytes: Buffer, text: string): 'interim' {
  recording.add({ interim: [...(recording.extras.interim ?? []), text] });
  relay.toClient.add(bytes);
  return 'interim';
}

function returned(relay: RelayState, turn: Turn, bytes: Buffer, text: string): void {
  const { recording } = turn;
  recording.returned = bytes;
  recording.returnedAt = performance.now();
  const delivered = fixedHead(turn, bytes, text);
  deliver(turn, delivered);
  relay.toClient.add(delivered);
}

/** From a 101 on, both ways are one stream of bytes (RFC 9110 §7.8). */
function upgrade(relay: RelayState): BodyFraming {
  relay.requests.becomeRaw();
  if (relay.heldBack !== null) process.nextTick(relay.readOn);
  return RAW;
}

function captureResponse(relay: RelayState, chunk: Buffer, from: number, to: number): void {
  const recording = relay.turn?.recording;
  if (!recording) return;
  recording.changed = true;
  capture(recording.responseBody, chunk, from, to, relay.settings.limits.bodyBytes);
}

function responseEnd(relay: RelayState, trailers: string): void {
  const { turn } = relay;
  if (turn === null) return;
  if (trailers !== '') turn.recording.add({ responseTrailers: trailers });
  turn.responseDone = true;
  endTurnIfDone(relay);
}
