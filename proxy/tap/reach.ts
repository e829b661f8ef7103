import { type Destination, sameDestination } from './destination.ts';
import { dial, dialFailure, upstreamOf } from './dial.ts';
import { fail } from './ending.ts';
import { noteHop } from './hop.ts';
import type { RelayState } from './relay-state.ts';
import { upstreamClosed, upstreamEnd, upstreamError } from './upstream-end.ts';

/** Makes sure that the upstream connection leads to `destination`: the one there is, or a new one. */
export function reach(relay: RelayState, destination: Destination): void {
  if (relay.upstream !== null && relay.destination && sameDestination(relay.destination, destination)) return;
  leave(relay);
  relay.destination = destination;
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

/** Lets go of the upstream connection, whatever is still said on it. */
export function leave(relay: RelayState): void {
  const before = relay.upstream?.removeAllListeners();
  before?.on('error', () => undefined).destroy();
  relay.upstream = null;
  relay.destination = null;
  relay.connectedTo = null;
  relay.lost = null;
}

/** Notes that the request has gone out, and where to; until the connection stands it has not. */
export function noteForwarded(relay: RelayState): void {
  const { turn } = relay;
  if (!turn || turn.recording.forwarded === null || relay.upstream === null) return;
  const { lost, connectedTo } = relay;
  if (lost !== null) {
    process.nextTick(() => fail(relay, lost));
    return;
  }
  if (connectedTo === null) return;
  if (turn.following !== null) {
    noteHop(turn, { upstream: connectedTo });
    return;
  }
  turn.recording.forwardedAt = performance.now();
  turn.recording.upstream = connectedTo;
}

function readUpstream(relay: RelayState, chunk: Buffer): void {
  relay.lastActive = performance.now();
  const read = relay.responses.read(chunk);
  if (read < chunk.length && !relay.turn?.following?.waits) {
    // nobody asked for more: it is passed on, and shows in the client, as without corscope
    relay.responses.becomeRaw();
    relay.toClient.add(chunk, read, chunk.length);
  }
  if (!relay.toClient.flush(relay.client)) relay.upstream?.pause();
}
