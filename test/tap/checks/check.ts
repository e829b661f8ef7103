import { expect } from 'vitest';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import type { Link } from '../support/link.ts';

/** One of the 32 byte checks of a transparent proxy. */
export interface Check {
  readonly desc: string;
  run(link: Link): Promise<void>;
}

/** The part of a message up to and with its empty line. */
export function headOf(message: string): string {
  return message.slice(0, message.indexOf('\r\n\r\n') + 4);
}

/** Request and response pass as they were said, and are recorded so. `interim`: length of the 1xx heads in `response`. */
export async function passUnchanged(
  link: Link,
  request: string,
  response: string,
  interim = 0,
): Promise<ExchangeRecord> {
  link.ask(request);
  const upstream = await link.upstream();
  expect(await upstream.bytes(request.length)).toBe(request);
  upstream.send(response);
  expect(await link.client.bytes(response.length)).toBe(response);
  const record = await link.exchange();
  expect(upstream.text).toBe(request);
  expect(link.client.text).toBe(response);
  expectHeads(link, record, request, response.slice(interim));
  expect(record.outcome).toEqual({ kind: 'answered' });
  return record;
}

/** The four heads: corscope changed nothing but the form of the target. */
export function expectHeads(link: Link, record: ExchangeRecord, request: string, response: string | null): void {
  const received = headOf(link.way.write(request));
  const forwarded = headOf(request);
  expect(record.received).toBe(received);
  expect(record.forwarded).toBe(forwarded === received ? undefined : forwarded);
  expect(record.returned).toBe(response === null ? null : headOf(response));
  expect(record.delivered).toBeUndefined();
  expect(record).toMatchObject({ tap: link.way.tap, scheme: link.way.scheme, kind: 'http' });
  expect(record.upstream?.address).toBe('127.0.0.1');
}
