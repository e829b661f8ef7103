import type { Outcome } from '../../shared/trace/exchange.ts';
import { FAILURE_TEXT } from '../../shared/trace/failure-text.ts';
import { NOT_YET } from '../record/recording.ts';
import type { DialFailure } from './dial.ts';
import { ownPage } from './own-page.ts';
import type { RelayState } from './relay-state.ts';
import { isNavigation, type Turn } from './turn.ts';

/** How long a client may take to read a page of corscope's own before the connection is closed under it. */
const LINGER_MS = 2_000;

/** Once request and answer have both passed, the next request's turn may come. */
export function endTurnIfDone(relay: RelayState): void {
  const { turn } = relay;
  if (turn === null || !turn.requestDone || !turn.responseDone) return;
  turn.recording.outcome = { kind: 'answered' };
  finishRecording(relay);
  relay.requests.next();
  relay.responses.next();
  if (turn.answered && turn.closes) endClient(relay);
  else if (relay.heldBack !== null) process.nextTick(relay.readOn);
  else if (relay.clientEnded) endClient(relay);
}

/** Says the last word to the client; what was read for it in the same chunk goes out before. */
function endClient(relay: RelayState): void {
  relay.toClient.flush(relay.client);
  relay.client.end();
}

/** The turn is over, as its recording's outcome says. */
export function finishRecording(relay: RelayState): void {
  const recording = relay.turn?.recording;
  relay.turn = null;
  if (!recording) return;
  recording.endedAt = performance.now();
  relay.settings.correlation()?.ended(recording);
  relay.settings.log.finish(recording);
}

/** corscope's own answer, or an upstream's as it is delivered. */
export function deliver(turn: Turn, head: Buffer): void {
  turn.recording.delivered = head;
  turn.recording.deliveredAt = performance.now();
}

/**
 * The exchange failed. A page's fetch must fail as it would without corscope, so the client's connection is cut, not
 * answered; only a person who loads a page, and a request to corscope itself, get a page that says what happened.
 */
export function fail(relay: RelayState, failure: DialFailure, page: Buffer | null = null): void {
  const { turn } = relay;
  relay.over = true;
  if (turn === null) {
    relay.client.destroy();
    return;
  }
  const { recording } = turn;
  recording.outcome = page === null ? outcomeOf(relay, turn, failure) : { kind: 'failed', ...failure };
  if (recording.forwardedAt === NOT_YET) recording.forwarded = null;
  const answer = page ?? pageFor(relay, turn, failure);
  if (answer !== null) deliver(turn, answer.subarray(0, answer.indexOf('\r\n\r\n') + 4));
  finishRecording(relay);
  if (answer === null) cut(relay, failure);
  else relay.client.end(answer, () => setTimeout(() => relay.client.destroy(), LINGER_MS).unref());
  relay.upstream?.destroy();
}

function outcomeOf({ clientEnded }: RelayState, turn: Turn, failure: DialFailure): Outcome {
  // an early answer has passed in full: that the rest of the request was not wanted is no failure
  if (turn.responseDone) return { kind: 'answered' };
  // a client that has left is no longer waiting: what the upstream then did is not why it got nothing
  return clientEnded ? { kind: 'aborted' } : { kind: 'failed', ...failure };
}

/** A reset upstream resets the client, as if nothing stood between them. */
function cut(relay: RelayState, failure: DialFailure): void {
  relay.toClient.add(relay.responses.takePartial());
  relay.toClient.flush(relay.client);
  if (failure.detail.includes('ECONNRESET')) relay.tcp.resetAndDestroy();
  else relay.client.destroySoon();
}

function pageFor(relay: RelayState, turn: Turn, { reason, detail }: DialFailure): Buffer | null {
  if (turn.recording.delivered !== null || !isNavigation(turn.recording.received)) return null;
  const host = relay.destination === null ? 'The site' : `${relay.destination.host}:${relay.destination.port}`;
  return ownPage(502, 'Bad Gateway', 'The site did not answer', [`${host}: ${FAILURE_TEXT[reason]}.`, detail]);
}
