import type { Socket } from 'node:net';
import { capture, type Recording, type Via } from '../record/recording.ts';
import type { Destination } from './destination.ts';
import { dial, dialFailure } from './dial.ts';
import type { RelaySettings } from './relay-settings.ts';

export interface TunnelRequest {
  readonly via: Via;
  readonly destination: Destination;
  /** The CONNECT request's head, and what the client was told. */
  readonly received: Buffer;
  readonly delivered: Buffer;
  /** Bytes the client sent before the tunnel was there. */
  readonly first: Buffer;
}

/** Passes bytes both ways unread: whatever is spoken here, it is not HTTP. Recorded as one exchange with its byte counts. */
export function openTunnel(client: Socket, request: TunnelRequest, settings: RelaySettings, closed: () => void): void {
  const recording = settings.log.begin(request.via, request.received);
  recording.delivered = request.delivered;
  recording.deliveredAt = performance.now();
  const upstream = dial(request.destination, settings.dial, () => noteAddress(recording, upstream));
  const cap = settings.limits.bodyBytes;
  if (request.first.length > 0) forward(request.first);
  client.on('data', forward);
  upstream.on('data', (chunk: Buffer) => {
    recording.changed = true;
    capture(recording.responseBody, chunk, 0, chunk.length, cap);
    if (!client.write(chunk)) upstream.pause();
  });
  client.on('drain', () => upstream.resume());
  upstream.on('drain', () => client.resume());
  client.on('end', () => upstream.end());
  upstream.on('end', () => client.end());
  upstream.on('error', error => {
    if (recording.outcome.kind === 'open') recording.outcome = { kind: 'failed', ...dialFailure(error) };
  });
  client.on('error', () => client.destroy());
  upstream.on('close', () => client.destroySoon());
  client.on('close', () => {
    upstream.destroy();
    finish(recording, settings);
    closed();
  });

  function forward(chunk: Buffer): void {
    recording.changed = true;
    capture(recording.requestBody, chunk, 0, chunk.length, cap);
    if (!upstream.write(chunk)) client.pause();
  }
}

function noteAddress(recording: Recording, upstream: Socket): void {
  const { remoteAddress, remotePort } = upstream;
  if (remoteAddress === undefined || remotePort === undefined) return;
  recording.upstream = { address: remoteAddress, port: remotePort };
  recording.changed = true;
}

function finish(recording: Recording, settings: RelaySettings): void {
  if (recording.outcome.kind === 'open') recording.outcome = { kind: 'answered' };
  recording.endedAt = performance.now();
  settings.log.finish(recording);
}
