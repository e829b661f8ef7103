import type { RequestHead, ResponseHead } from '../http/head.ts';
import type { UpstreamAddress } from './exchange.ts';

/** What corscope changes of its own accord while a fix is on. A closed set, each with its sentence in OWN_REASON_TEXT. */
export type OwnReason =
  | 'preflight-not-kept' // Access-Control-Max-Age is delivered as 0
  | 'asked-anew' // If-None-Match and If-Modified-Since are not forwarded
  | 'answer-not-stored'; // Cache-Control is delivered as no-store

/** Whole sentences, to stand beside the lines that were changed. */
export const OWN_REASON_TEXT: Readonly<Record<OwnReason, string>> = {
  'preflight-not-kept':
    'While a fix covers this preflight, the browser is told not to keep its answer (Access-Control-Max-Age: 0): a preflight cache would hide what a switched fix does.',
  'asked-anew':
    'While a fix covers this request, the server is not asked whether a stored answer still holds (If-None-Match, If-Modified-Since): the browser would go on with the headers that it had stored.',
  'answer-not-stored':
    'While a fix covers this request, the browser is told not to store the answer (Cache-Control: no-store): a stored one would hide what a switched fix does.',
};

/**
 * What corscope itself changed of a head, and why: stored evidence of its own hand. `:status` stands for the status line,
 * `:answer` for a head that is not the upstream's answer at all (corscope answered itself, or followed a redirect).
 */
export interface OwnChange {
  /** A fix's id, or an OwnReason. */
  readonly by: string;
  readonly head: 'forwarded' | 'delivered';
  /** Header names as written, or one of the two above. */
  readonly names: readonly string[];
}

/** A request that corscope made itself, because a fix follows a redirect inside. */
export interface FollowedHop {
  readonly url: string;
  readonly upstream: UpstreamAddress | null;
  readonly forwarded: RequestHead;
  /** Null where no answer came. */
  readonly returned: ResponseHead | null;
}
