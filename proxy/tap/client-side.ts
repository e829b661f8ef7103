import { capture, type Recording } from '../record/recording.ts';
import { deliver, endTurnIfDone, fail, finishRecording } from './ending.ts';
import { fixedAnswer, fixedRequest } from './fixed.ts';
import { resumeFollowing } from './follow.ts';
import { type BodyFraming, frameRequest, RAW } from './framing.ts';
import { inspectHead } from './inspect-head.ts';
import type { MessageEvents } from './message-reader.ts';
import { noteForwarded, reach } from './reach.ts';
import type { RelayState } from './relay-state.ts';
import type { Routed } from './route.ts';
import { canBeginRequest, parseRequestStart } from './start-line.ts';
import { beginTurn } from './turn.ts';

const NOTHING = Buffer.alloc(0);
const NO_START = { method: '', target: '', version: '' };

/** Reads a chunk that came from the client, and passes on what of it belongs to the request under way. */
export function readClient(relay: RelayState, chunk: Buffer): void {
  if (relay.over) return;
  relay.lastActive = performance.now();
  const read = relay.requests.read(chunk);
  if (relay.upstream !== null && !relay.toUpstream.flush(relay.upstream)) relay.client.pause();
  if (read === chunk.length || relay.over) return;
  relay.heldBack = chunk.subarray(read);
  relay.client.pause();
  // an answer of corscope's own has ended the turn before this point is reached
  if (relay.turn === null) process.nextTick(() => readHeldBack(relay));
}

/** A pipelined request's turn has come. */
export function readHeldBack(relay: RelayState): void {
  const chunk = relay.heldBack;
  if (chunk === null || relay.over) return;
  relay.heldBack = null;
  relay.client.resume();
  readClient(relay, chunk);
  if (relay.clientEnded && relay.heldBack === null) passEnd(relay);
}

export function requestEvents(relay: () => RelayState): MessageEvents {
  return {
    canBegin: canBeginRequest,
    head: bytes => requestHead(relay(), bytes),
    body: (chunk, from, to) => passBody(relay(), chunk, from, to),
    payload: (chunk, from, to) => captureRequest(relay(), chunk, from, to),
    end: trailers => requestEnd(relay(), trailers),
    // what a client says that speaks no HTTP goes on as bytes, where the tap knows where to
    notHttp: () => void requestHead(relay(), NOTHING),
    tooLarge: () => tooLarge(relay()),
    brokenChunk: () => relay().turn?.recording.addProblems(['invalid-chunk']),
  };
}

/** The client sends no more (FIN): once all it said has been read, the upstream is told the same, and may still answer. */
export function clientEnd(relay: RelayState): void {
  relay.clientEnded = true;
  if (relay.heldBack === null) passEnd(relay);
}

export function clientClosed(relay: RelayState): void {
  const { turn } = relay;
  if (turn !== null) {
    const { recording, responseDone } = turn;
    const passedOn = relay.responses.untilClose && recording.delivered !== null && relay.clientEnded;
    recording.outcome = responseDone || passedOn ? { kind: 'answered' } : { kind: 'aborted' };
    finishRecording(relay);
  }
  relay.over = true;
  relay.upstream?.destroy();
}

function passEnd(relay: RelayState): void {
  if (relay.upstream === null || relay.turn === null) relay.client.end();
  relay.upstream?.end();
}

function requestHead(relay: RelayState, bytes: Buffer): BodyFraming {
  const clean = withoutEmptyLines(bytes);
  const text = clean.toString('latin1');
  const inspection = inspectHead(text);
  const start = parseRequestStart(inspection.startLine);
  const routed = relay.route(start ?? NO_START, text, clean);
  const recording = relay.settings.log.begin(routed.via, clean);
  relay.turn = beginTurn(recording, start ?? NO_START, inspection, relay.settings);
  if (routed.kind === 'refused') {
    fail(relay, routed.failure, routed.page);
    return RAW;
  }
  const { framing, problem } = frameRequest(inspection);
  if (problem !== null) recording.addProblems([problem]);
  if (answerByFix(relay)) return framing;
  reach(relay, routed.destination);
  const fixed = fixedRequest(relay.turn, routed.forwarded);
  const forwarded = start === null ? fixed : correlated(relay, recording, text, { ...routed, forwarded: fixed });
  recording.forwarded = forwarded;
  relay.toUpstream.add(forwarded === clean ? bytes : forwarded);
  noteForwarded(relay);
  return start === null ? unreadable(relay) : framing;
}

/** The head with the header that ties it to what other taps see; the same bytes where no other tap is concerned. */
function correlated(relay: RelayState, recording: Recording, text: string, routed: Routed): Buffer {
  const { destination, forwarded } = routed;
  return relay.settings.correlation()?.forward(recording, text, forwarded, destination) ?? forwarded;
}

/** Empty lines before a request are to be ignored (RFC 9112 §2.2): they are passed on, and no part of the head. */
function withoutEmptyLines(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes[from] === 0x0d || bytes[from] === 0x0a) from += 1;
  return from === 0 ? bytes : bytes.subarray(from);
}

/** No request line of HTTP/1.x: both ways are bytes from here on. */
function unreadable(relay: RelayState): BodyFraming {
  relay.turn?.recording.addProblems(['invalid-start-line']);
  relay.responses.becomeRaw();
  return RAW;
}

function answerByFix(relay: RelayState): boolean {
  const { turn } = relay;
  const answer = turn === null ? null : fixedAnswer(turn);
  if (turn === null || answer === null) return false;
  turn.answered = true;
  turn.responseDone = true;
  deliver(turn, answer);
  relay.client.write(answer);
  return true;
}

/** The rest of a body goes nowhere once corscope has answered, or sends it elsewhere itself. */
function passBody({ turn, toUpstream }: RelayState, chunk: Buffer, from: number, to: number): void {
  if (turn === null || !(turn.answered || turn.following)) toUpstream.add(chunk, from, to);
}

function captureRequest(relay: RelayState, chunk: Buffer, from: number, to: number): void {
  const recording = relay.turn?.recording;
  if (!recording) return;
  recording.changed = true;
  capture(recording.requestBody, chunk, from, to, relay.settings.limits.bodyBytes);
}

function requestEnd(relay: RelayState, trailers: string): void {
  const { turn } = relay;
  if (turn === null) return;
  if (trailers !== '') turn.recording.add({ requestTrailers: trailers });
  turn.requestDone = true;
  endTurnIfDone(relay);
  resumeFollowing(relay);
}

/** The head was never whole, so that there is no request to speak of; the attempt is evidence all the same. */
function tooLarge(relay: RelayState): void {
  const { via } = relay.route(NO_START, '', NOTHING);
  const recording = relay.settings.log.begin(via, NOTHING);
  relay.turn = beginTurn(recording, NO_START, inspectHead(''), relay.settings);
  fail(relay, { reason: 'too-large', detail: `over ${relay.settings.limits.headBytes} bytes` });
}
