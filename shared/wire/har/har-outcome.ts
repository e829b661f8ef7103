import type { Outcome, WireFailure } from '../../trace/exchange.ts';
import type { HarResponse } from './har-schema.ts';

/**
 * What a browser or a proxy wrote into `_error`. Chromium: `net::ERR_*` (net_error_list.h); Firefox: `NS_ERROR_*`;
 * mitmproxy and Safari: sentences. The first row that fits counts.
 */
const FAILURES: readonly (readonly [RegExp, WireFailure])[] = [
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|ERR_DNS|UNKNOWN_HOST|ENOTFOUND|EAI_|getaddrinfo|not resolve/i, 'dns'],
  [/refused|Connect call failed/i, 'refused'],
  [/UNREACH|INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_INVALID|OFFLINE|no route/i, 'unreachable'],
  [/ERR_CERT|ERR_SSL|_SECURITY_|ERR_BAD_SSL|SEC_ERROR|\bTLS\b|\bSSL\b|certificate/i, 'tls'],
  [/TIMED_OUT|TIMEOUT|timed out|ETIMEDOUT/i, 'timeout'],
  [/INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH|PARTIAL_TRANSFER/i, 'cut'],
  [/HEADERS_TOO_BIG/i, 'too-large'],
  [/INVALID_HTTP|PROTOCOL_ERROR|RESPONSE_HEADERS_|INVALID_CHUNKED|INVALID_RESPONSE|HTTP_1_1_REQUIRED/i, 'protocol'],
  [/[\s\S]/, 'reset'],
];

/** Given up, or never sent: by the page, the user, an extension, a policy. */
const ABORTED = /ABORTED|BLOCKED_BY|cancel+ed/i;

/**
 * What Chrome says of an answer that CORS refused (and of much else), and Safari; Firefox says nothing at all. See
 * `isHidden`.
 */
const HIDDEN = /^$|ERR_FAILED\b|access.control|cross.origin|\bCORS\b/i;

/** Headers without a status came from an answer that the browser hid: they are evidence, the status is not known. */
export function isAnswered({ status, headers }: HarResponse): boolean {
  return status > 0 || headers.length > 0;
}

export function harOutcome(response: HarResponse): Outcome {
  const detail = response._error;
  if (isAnswered(response)) {
    return reasonOf(detail) === 'cut' ? { kind: 'failed', reason: 'cut', detail } : { kind: 'answered' };
  }
  if (HIDDEN.test(detail)) return { kind: 'hidden', detail };
  return ABORTED.test(detail) ? { kind: 'aborted' } : { kind: 'failed', reason: reasonOf(detail), detail };
}

function reasonOf(detail: string): WireFailure {
  return FAILURES.find(([word]) => word.test(detail))?.[1] ?? 'reset';
}
