import type { ResponseHead } from '../http/head.ts';
import { hasHeader, sameName, valuesOf } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import { FAILURE_TEXT } from '../trace/failure-text.ts';
import { FORWARD_TAP } from '../trace/path.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, quote } from './step.ts';

/**
 * What ended the exchange before any CORS check could: null where an answer reached the browser and it can read it.
 * https://fetch.spec.whatwg.org/#concept-network-error
 */
export function checkNetwork(exchange: Exchange): Checked<never> | null {
  const text = exchange.delivered === null ? withoutAnswer(exchange) : unreadable(exchange);
  return text === null ? null : failed<never>(null, text, SPEC.networkError, []);
}

function withoutAnswer(exchange: Exchange): string | null {
  const { outcome, received, authority } = exchange;
  switch (outcome.kind) {
    case 'open':
      return null;
    case 'failed': {
      const detail = outcome.detail === '' ? '' : ` (${outcome.detail})`;
      return `No response to ${received.method} from ${quote(authority)}, because ${FAILURE_TEXT[outcome.reason]}${detail}`;
    }
    case 'aborted':
      return `The browser canceled ${received.method} before ${quote(authority)} responded`;
    case 'hidden':
      return `No response to ${received.method} from ${quote(authority)} is recorded: ${hiddenText(outcome.detail)}`;
    case 'answered':
      return exchange.kind === 'tunnel'
        ? null
        : `No response to ${received.method} reached the browser from ${quote(authority)}`;
  }
}

/** What the recorder said in the answer's place. */
export function hiddenText(detail: string): string {
  return detail === '' ? 'the recording has status 0 and no reason' : `the recording has ${quote(detail)} in its place`;
}

const SINGLE = ['Location', 'Content-Length'] as const;

/** Heads that Chromium's network stack refuses: RFC 9112 §6.3 on lengths, and its own rule on Location. */
function unreadable(exchange: Exchange): string | null {
  const head = exchange.delivered;
  if (head === null) return null;
  if (head.status === 101 && !hasHeader(exchange.received.lines, 'upgrade')) {
    return `${quote(exchange.authority)} switched protocols (status 101), but the request had no Upgrade header`;
  }
  if (head.status === 407 && !isFromProxy(exchange)) {
    return `${quote(exchange.authority)} asks for a proxy’s password (status 407), and is no proxy: a network error`;
  }
  let singles = 0;
  for (const [name, value] of head.lines) {
    if (value.includes('\0') || name.includes('\0'))
      return 'A response header contains a NUL byte, which is a network error';
    if (sameName(name, 'location') || sameName(name, 'content-length')) singles += 1;
  }
  return singles > 1 ? conflicting(exchange, head) : null;
}

/** Of what comes through a tunnel, and of what it is told without a proxy, Chromium takes no 407. */
function isFromProxy({ tap, scheme }: Exchange): boolean {
  return tap === FORWARD_TAP && scheme === 'http';
}

function conflicting(exchange: Exchange, { lines }: ResponseHead): string | null {
  for (const name of SINGLE) {
    const values = valuesOf(lines, name);
    if (new Set(values).size > 1 && !isChunked(name, exchange)) {
      return `The response has ${values.length} different ${name} lines (${values.map(quote).join(', ')}), which is a network error`;
    }
  }
  return null;
}

function isChunked(name: string, exchange: Exchange): boolean {
  return name === 'Content-Length' && hasHeader(exchange.delivered?.lines ?? [], 'transfer-encoding');
}
