import type { Asked } from '../../trace/asked.ts';
import type { Timings, UpstreamAddress } from '../../trace/exchange.ts';
import { HAR_TAP } from '../../trace/path.ts';
import type { ExchangeRecord } from '../exchange-record.ts';
import { harErrorStart } from './har-error-start.ts';
import { harRequestHead, harResponseHead } from './har-head.ts';
import { harOutcome, isAnswered } from './har-outcome.ts';
import type { HarEntry } from './har-schema.ts';
import { type HarUrl, readHarUrl } from './har-url.ts';

/** An entry as an exchange, without a number yet; null where no network was asked. `before` dates what has no date. */
export function exchangeOfEntry(entry: HarEntry, before: number): ExchangeRecord | null {
  const { request, response } = entry;
  const url = readHarUrl(request.url);
  if (url === null) return null;
  const asked = askedOf(entry, url);
  const errorStart = harErrorStart(response);
  const tunnel = request.method === 'CONNECT';
  return {
    id: '',
    tap: HAR_TAP,
    kind: tunnel ? 'tunnel' : 'http',
    connection: /^\d{1,15}$/.test(entry.connection) ? Number(entry.connection) : 0,
    scheme: url.scheme,
    authority: url.authority,
    upstream: upstreamOf(entry.serverIPAddress, url),
    startedAt: timeOf(entry.startedDateTime) ?? before,
    timings: timingsOf(entry),
    received: harRequestHead(request, tunnel ? url.authority : url.target),
    returned: isAnswered(response) ? harResponseHead(response) : null,
    requestBody: bodyOf(request.bodySize),
    responseBody: bodyOf(response.bodySize),
    ...(errorStart === '' ? {} : { errorStart }),
    outcome: harOutcome(response),
    ...(Object.keys(asked).length === 0 ? {} : { asked }),
  };
}

function askedOf({ _credentials, _redirect, _mode, _resourceType }: HarEntry, url: HarUrl): Asked {
  const mode = _mode ?? (url.websocket || _resourceType === 'websocket' ? 'websocket' : null);
  return {
    ...(_credentials === null ? {} : { credentials: _credentials }),
    ...(_redirect === null ? {} : { redirect: _redirect }),
    ...(mode === null ? {} : { mode }),
  };
}

/** Chrome writes IPv6 addresses in brackets. */
function upstreamOf(address: string, { port }: HarUrl): UpstreamAddress | null {
  return address === '' ? null : { address: address.replace(/^\[|\]$/g, ''), port };
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** `connect` has the TLS handshake in it; -1 stands for what did not take place. */
function timingsOf({ time, timings, response }: HarEntry): Timings {
  const { blocked, dns, connect, send, wait, receive } = timings;
  const forwarded = sum(blocked, dns, connect, send);
  const answered = time < 0 ? forwarded + sum(wait) : Math.min(forwarded + sum(wait), time);
  const delivered = isAnswered(response) ? answered : null;
  return {
    forwarded: Math.min(forwarded, answered),
    returned: delivered,
    delivered,
    ended: time < 0 ? answered + sum(receive) : time,
  };
}

function sum(...spans: readonly number[]): number {
  return spans.reduce((total, span) => total + Math.max(span, 0), 0);
}

function bodyOf(size: number): ExchangeRecord['requestBody'] {
  return { bytes: Number.isInteger(size) ? Math.max(size, 0) : 0, kept: 0 };
}
