import type { RequestHead, ResponseHead } from '../http/head.ts';
import type { HeaderLine } from '../http/header-line.ts';
import type { Asked } from './asked.ts';
import type { FollowedHop, OwnChange } from './own-change.ts';

/** What the network did when it did not answer: a closed set, each with its sentence in `failureText`. */
export type WireFailure =
  | 'dns' // the host name did not resolve
  | 'refused' // nothing listens there
  | 'unreachable' // no route to the address
  | 'reset' // the upstream reset or closed the connection before an answer
  | 'cut' // the upstream closed the connection in the middle of the answer
  | 'tls' // the TLS handshake failed, on the upstream's side or the client's
  | 'timeout' // connecting took too long
  | 'protocol' // bytes that are not HTTP where HTTP was due
  | 'too-large' // a head over the limit
  | 'redirects' // a fix has redirects followed, and they came to no end
  | 'loop'; // the request was for corscope's own port

/** How an exchange stands or ended. `detail` is the system's own word, such as `ECONNREFUSED` or an OpenSSL message. */
export type Outcome =
  | { readonly kind: 'open' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly reason: WireFailure; readonly detail: string }
  | { readonly kind: 'aborted' }
  /** The export that this was read from leaves the answer out and does not say that there was none; see `isHidden`. */
  | { readonly kind: 'hidden'; readonly detail: string };

/** Odd message syntax that a reader noticed while the bytes passed (RFC 9112 §2.2, §5.1, §5.2, §6.3). */
export type SyntaxProblem =
  | 'bare-lf'
  | 'obs-fold'
  | 'space-before-colon'
  | 'line-without-colon'
  | 'conflicting-lengths'
  | 'invalid-length'
  | 'length-with-chunked'
  | 'unknown-transfer-coding'
  | 'invalid-chunk'
  | 'invalid-start-line';

/** Milliseconds after `startedAt` at which a head had been read or written, null where it never was. */
export interface Timings {
  readonly forwarded: number | null;
  readonly returned: number | null;
  readonly delivered: number | null;
  readonly ended: number | null;
}

/** `bytes` of payload passed in all (chunk framing not counted); the first `kept` of them are in the record. */
export interface BodySize {
  readonly bytes: number;
  readonly kept: number;
}

/** Where the tap really sent the request: a proxy hides the address, and with it the browser's Local Network Access check. */
export interface UpstreamAddress {
  readonly address: string;
  readonly port: number;
  /** Absent without TLS. */
  readonly certificate?: UpstreamCertificate;
}

/** Whom the upstream's TLS certificate names and who issued it, as `CN=api.example.com, O=…` (RFC 4514 escapes): it tells where TLS ends. */
export interface UpstreamCertificate {
  readonly subject: string;
  readonly issuer: string;
}

/**
 * One request at one tap, as four heads. A head that a hop passed on unchanged is the same object as before it
 * (`forwarded === received`), so "did corscope change it" is an identity check. Stored evidence: nothing here is concluded.
 */
export interface Exchange {
  /** `e1`, `e2` … in the order in which the heads arrived. */
  readonly id: string;
  /** The tap's name; `proxy` is the forward proxy. */
  readonly tap: string;
  /** `tunnel`: a CONNECT whose bytes were passed on unread, or a TLS handshake that failed before any request. */
  readonly kind: 'http' | 'tunnel';
  /** Numbers the client's TCP connections. */
  readonly connection: number;
  readonly scheme: 'http' | 'https';
  /** Host and, where it is not the scheme's default, port: what stands in the URL that the client asked for. */
  readonly authority: string;
  readonly upstream: UpstreamAddress | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly timings: Timings;
  readonly received: RequestHead;
  readonly forwarded: RequestHead | null;
  readonly returned: ResponseHead | null;
  readonly delivered: ResponseHead | null;
  /** 1xx heads in the order they passed, 101 not among them: that one is `returned`. */
  readonly interim: readonly ResponseHead[];
  readonly requestTrailers: readonly HeaderLine[];
  readonly responseTrailers: readonly HeaderLine[];
  readonly requestBody: BodySize;
  readonly responseBody: BodySize;
  /**
   * The first bytes of an error's body as latin-1 text (see `keepsErrorStart`): in many cases the one thing that says which
   * layer made the answer. Absent where there are none.
   */
  readonly errorStart?: string;
  readonly outcome: Outcome;
  readonly problems: readonly SyntaxProblem[];
  /** Ids of the fixes that changed a head of this exchange. */
  readonly fixes: readonly string[];
  /** What corscope itself changed while a fix was on, head by head; absent where it changed nothing. */
  readonly changes?: readonly OwnChange[];
  /** Redirects that corscope followed itself, from `returned` on; `delivered` is then made of the last one's answer. */
  readonly followed?: readonly FollowedHop[];
  /** What the page asked for, where somebody told. */
  readonly asked?: Asked;
}

export type HeadName = 'received' | 'forwarded' | 'returned' | 'delivered';

/** Points at one header line: the evidence that a step or finding names. */
export interface LineRef {
  readonly exchange: string;
  readonly head: HeadName;
  readonly index: number;
}

/**
 * Did the recorder keep the answer to itself? Chrome exports an answer that CORS refused, and the request that a failed
 * preflight kept from being sent, as status 0 with `net::ERR_FAILED`: whether the network answered is not said.
 */
export function isHidden({ outcome, delivered }: Exchange): boolean {
  return outcome.kind === 'hidden' && delivered === null;
}

/** The absolute URL the client asked for; the path is byte for byte what was on the wire. */
export function exchangeUrl(exchange: Exchange): string {
  return `${exchangeRoot(exchange)}${exchangeTarget(exchange)}`;
}

/** Scheme and authority of that URL: `https://api.example.com:8443`. */
export function exchangeRoot({ scheme, authority }: Exchange): string {
  return `${scheme}://${authority}`;
}

/** What follows them. */
export function exchangeTarget({ received: { target } }: Exchange): string {
  if (target.startsWith('/')) return target;
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target);
  return root === null ? target : target.slice(root[0].length) || '/';
}
