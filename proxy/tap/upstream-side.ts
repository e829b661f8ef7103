import { capture } from '../record/recording.ts';
import { deliver, endTurnIfDone, fail } from './ending.ts';
import { fixedHead } from './fixed.ts';
import { followsRedirect } from './follow.ts';
import { type BodyFraming, frameResponse, RAW } from './framing.ts';
import { inspectHead } from './inspect-head.ts';
import type { MessageEvents } from './message-reader.ts';
import type { RelayState } from './relay-state.ts';
import { canBeginResponse, parseStatus } from './start-line.ts';
import type { Turn } from './turn.ts';

export function responseEvents(relay: () => RelayState): MessageEvents {
  return {
    canBegin: canBeginResponse,
    head: bytes => responseHead(relay(), bytes),
    body: (chunk, from, to) => passBody(relay(), chunk, from, to),
    payload: (chunk, from, to) => captureResponse(relay(), chunk, from, to),
    end: trailers => responseEnd(relay(), trailers),
    notHttp: () => relay().turn?.recording.addProblems(['invalid-start-line']),
    tooLarge: () => fail(relay(), { reason: 'too-large', detail: `over ${relay().settings.limits.headBytes} bytes` }),
    brokenChunk: () => relay().turn?.recording.addProblems(['invalid-chunk']),
  };
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
  const { framing, problem } = frameResponse(inspection, status, turn.method);
  if (followsRedirect(relay, turn, bytes, text)) return framing;
  returned(relay, turn, bytes, text);
  if (status === 101) return upgrade(relay);
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
  const { recording, following } = turn;
  if (following === null) {
    recording.returned = bytes;
    recording.returnedAt = performance.now();
  }
  const delivered = fixedHead(turn, bytes, text, following?.from);
  deliver(turn, delivered);
  relay.toClient.add(delivered);
}

/** From a 101 on, both ways are one stream of bytes (RFC 9110 §7.8). */
function upgrade(relay: RelayState): BodyFraming {
  relay.requests.becomeRaw();
  if (relay.heldBack !== null) process.nextTick(relay.readOn);
  return RAW;
}

/** What the client has no use for goes nowhere: a body that its head does not have, and that of a redirect that is followed. */
function passBody({ turn, toClient }: RelayState, chunk: Buffer, from: number, to: number): void {
  if (turn === null || !(turn.bodiless || turn.following?.waits)) toClient.add(chunk, from, to);
}

function captureResponse(relay: RelayState, chunk: Buffer, from: number, to: number): void {
  const { turn } = relay;
  if (turn === null || turn.following?.waits) return;
  const { recording } = turn;
  recording.changed = true;
  capture(recording.responseBody, chunk, from, to, relay.settings.limits.bodyBytes);
}

function responseEnd(relay: RelayState, trailers: string): void {
  const { turn } = relay;
  if (turn === null || turn.following?.waits) return;
  if (trailers !== '') turn.recording.add({ responseTrailers: trailers });
  turn.responseDone = true;
  endTurnIfDone(relay);
}
