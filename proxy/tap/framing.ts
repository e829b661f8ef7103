import type { SyntaxProblem } from '../../shared/trace/exchange.ts';
import type { HeadInspection } from './inspect-head.ts';

/** How a message's body ends. `raw`: cannot be told, or no longer HTTP; the bytes go on until the connection closes. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' }
  | { readonly kind: 'raw' };

export const NO_BODY: BodyFraming = { kind: 'none' };
export const RAW: BodyFraming = { kind: 'raw' };
const CHUNKED: BodyFraming = { kind: 'chunked' };
const UNTIL_CLOSE: BodyFraming = { kind: 'until-close' };

export interface Framed {
  readonly framing: BodyFraming;
  readonly problem: SyntaxProblem | null;
}

/** RFC 9112 §6.3, for a request. */
export function frameRequest(head: HeadInspection): Framed {
  if (head.transferEncoding !== null) return frameByCoding(head, RAW);
  if (head.contentLength === null) return { framing: NO_BODY, problem: null };
  return frameByLength(head.contentLength);
}

/** RFC 9112 §6.3, for a final response (1xx are heads alone) to a request of that method. */
export function frameResponse(head: HeadInspection, status: number, requestMethod: string): Framed {
  if (requestMethod === 'HEAD' || status === 204 || status === 304) return { framing: NO_BODY, problem: null };
  if (requestMethod === 'CONNECT' && status >= 200 && status < 300) return { framing: RAW, problem: null };
  if (head.transferEncoding !== null) return frameByCoding(head, UNTIL_CLOSE);
  if (head.contentLength === null) return { framing: UNTIL_CLOSE, problem: null };
  return frameByLength(head.contentLength);
}

/** The last transfer coding must be chunked for the end to be visible; a length beside it is a smuggler's mark. */
function frameByCoding(head: HeadInspection, otherwise: BodyFraming): Framed {
  const last = head.transferEncoding?.split(',').at(-1)?.trim().toLowerCase();
  if (last !== 'chunked') return { framing: otherwise, problem: 'unknown-transfer-coding' };
  return { framing: CHUNKED, problem: head.contentLength === null ? null : 'length-with-chunked' };
}

/** Several equal lengths are one length (RFC 9110 §8.6); different ones leave the end unknowable. */
function frameByLength(value: string): Framed {
  const single = value.trim();
  if (/^\d{1,15}$/.test(single)) return lengthOf(single);
  const lengths = new Set(value.split(',').map(part => part.trim()));
  const [only] = lengths;
  if (lengths.size > 1) return { framing: RAW, problem: 'conflicting-lengths' };
  if (only === undefined || !/^\d{1,15}$/.test(only)) return { framing: RAW, problem: 'invalid-length' };
  return lengthOf(only);
}

function lengthOf(digits: string): Framed {
  const bytes = Number(digits);
  return { framing: bytes === 0 ? NO_BODY : { kind: 'length', bytes }, problem: null };
}
