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
    'While a fix covers this preflight, the browser is told not to cache its response (`Access-Control-Max-Age: 0`): the preflight cache would hide the effect of switching a fix.',
  'asked-anew':
    'While a fix covers this request, If-None-Match and If-Modified-Since are not forwarded: on a 304 the browser would keep using the headers that it has cached.',
  'answer-not-stored':
    'While a fix covers this request, the browser is told not to cache the response (`Cache-Control: no-store`): a cached one would hide the effect of switching a fix.',
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
