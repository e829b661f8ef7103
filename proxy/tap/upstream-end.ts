import type { DialFailure } from './dial.ts';
import { fail, finishRecording } from './ending.ts';
import { isAnswerBegun } from './hop.ts';
import type { RelayState } from './relay-state.ts';
import type { Turn } from './turn.ts';

const CLOSED: DialFailure = { reason: 'reset', detail: 'the upstream closed the connection' };

/** The upstream says no more (FIN). */
export function upstreamEnd(relay: RelayState): void {
  relay.responses.close();
  const { turn } = relay;
  if (turn !== null && !turn.responseDone && !relay.responses.untilClose) {
    failUpstream(relay, turn, CLOSED);
    return;
  }
  if (turn !== null) {
    turn.recording.outcome = { kind: 'answered' };
    finishRecording(relay);
  }
  relay.lost = CLOSED;
  relay.toClient.add(relay.responses.takePartial());
  relay.toClient.flush(relay.client);
  relay.client.end();
}

export function upstreamError(relay: RelayState, failure: DialFailure): void {
  if (relay.turn !== null) {
    failUpstream(relay, relay.turn, failure);
    return;
  }
  relay.lost = failure;
  // one that was dialled ahead and failed waits for the request that will be told so
  if (relay.connectedTo !== null) relay.client.end();
}

export function upstreamClosed(relay: RelayState): void {
  if (relay.turn !== null) failUpstream(relay, relay.turn, CLOSED);
  else if (relay.lost === null) {
    relay.lost = CLOSED;
    relay.client.end();
  }
}

/** Lost in the middle of the answer, it was cut; before that it was what the system says. */
function failUpstream(relay: RelayState, turn: Turn, failure: DialFailure): void {
  const begun = isAnswerBegun(turn) || !relay.responses.idle;
  fail(relay, begun && failure.reason === 'reset' ? { ...failure, reason: 'cut' } : failure);
}
