import { parseLines, parseRequestHead, parseResponseHead, writeRequestHead, writeResponseHead } from '../http/head.ts';
import type { HeaderLine } from '../http/header-line.ts';
import { maskLine } from '../http/mask.ts';
import { maskUrl } from '../http/mask-url.ts';
import type { ExchangeRecord, HopRecord } from './exchange-record.ts';

/**
 * The record with the secrets of its heads masked and its bodies gone, for whoever shall see it elsewhere. Verdicts stay
 * what they are: a header stays where and as often as it is. Heads without a secret stay byte for byte.
 */
export function maskRecord({ errorStart: _hidden, ...record }: ExchangeRecord): ExchangeRecord {
  const { forwarded, delivered, interim, requestTrailers, responseTrailers, followed } = record;
  return {
    ...record,
    received: maskRequest(record.received),
    ...(forwarded === undefined ? {} : { forwarded: forwarded && maskRequest(forwarded) }),
    returned: record.returned && maskResponse(record.returned),
    ...(delivered === undefined ? {} : { delivered: delivered && maskResponse(delivered) }),
    ...(interim === undefined ? {} : { interim: interim.map(maskResponse) }),
    ...(requestTrailers === undefined ? {} : { requestTrailers: maskTrailers(requestTrailers) }),
    ...(responseTrailers === undefined ? {} : { responseTrailers: maskTrailers(responseTrailers) }),
    ...(followed === undefined ? {} : { followed: followed.map(maskHop) }),
    requestBody: { ...record.requestBody, kept: 0 },
    responseBody: { ...record.responseBody, kept: 0 },
  };
}

function maskHop(hop: HopRecord): HopRecord {
  const url = maskUrl(hop.url);
  return { ...hop, url, forwarded: maskRequest(hop.forwarded), returned: hop.returned && maskResponse(hop.returned) };
}

function maskRequest(text: string): string {
  const head = parseRequestHead(text);
  const lines = masked(head.lines);
  const target = maskUrl(head.target);
  return lines === head.lines && target === head.target ? text : writeRequestHead({ ...head, target, lines });
}

function maskResponse(text: string): string {
  const head = parseResponseHead(text);
  const lines = masked(head.lines);
  return lines === head.lines ? text : writeResponseHead({ ...head, lines });
}

function maskTrailers(text: string): string {
  const lines = parseLines(text);
  const hidden = masked(lines);
  return hidden === lines ? text : hidden.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

function masked(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const hidden = lines.map(maskOne);
  return hidden.every((line, index) => line === lines[index]) ? lines : hidden;
}

/** A head is latin-1 text, and a NUL in it is a network error whatever stands around it. */
function maskOne(line: HeaderLine): HeaderLine {
  const [name, value] = maskLine(line);
  if (value === line[1]) return line;
  return [name, `${value.replaceAll('•', '·')}${line[1].includes('\0') ? '\0' : ''}`];
}
