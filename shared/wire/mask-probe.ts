import { parseRequestHead, writeRequestHead } from '../http/head.ts';
import { maskLine, maskLines } from '../http/mask.ts';
import { maskUrl } from '../http/mask-url.ts';
import type { AskedHeader, ProbeAsk } from '../probe/ask.ts';
import { maskRecord } from './mask-record.ts';
import type { AskedRecord, ProbeRecord } from './probe-record.ts';

/** The probe without the secrets of what it sent and got; what it tells of layers stays the same. */
export function maskProbe(probe: ProbeRecord): ProbeRecord {
  return { ...probe, ask: maskAsk(probe.ask), asked: probe.asked.map(maskAsked) };
}

function maskAsk(ask: ProbeAsk): ProbeAsk {
  return { ...ask, url: maskUrl(ask.url), headers: ask.headers.map(maskHeader) };
}

function maskHeader({ name, value }: AskedHeader): AskedHeader {
  return { name, value: value === null ? null : ascii(maskLine([name, value])[1]) };
}

function maskAsked(asked: AskedRecord): AskedRecord {
  const head = parseRequestHead(asked.head);
  const lines = maskLines(head.lines).map(([name, value]) => [name, ascii(value)] as const);
  return {
    ...asked,
    url: maskUrl(asked.url),
    head: writeRequestHead({ ...head, target: maskUrl(head.target), lines }),
    exchange: asked.exchange && maskRecord(asked.exchange),
  };
}

/** A head is latin-1 text. */
function ascii(text: string): string {
  return text.replaceAll('•', '·');
}
