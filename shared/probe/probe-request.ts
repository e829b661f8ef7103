import type { RequestHead } from '../http/head.ts';

/** What an answer is to tell. */
export const QUESTION_KINDS = [
  'preflight', // the page's preflight, at the URL itself
  'request', // the page's request, at the URL itself
  'fresh', // the page's request, at a URL that no cache has seen
  'no-origin', // the same without an Origin, as curl or an <img> sends it
  'after-no-origin', // the page's request, right after the one without an Origin
  'other-origin', // from another page: the second origin asked for, else one that nobody knows
  'after-other-origin', // the page's request, right after another page's
  'unknown-origin', // from a page that nobody knows
  'null-origin', // from a page without an origin of its own
  'near-miss', // from an origin that careless matching takes for the page's
  'not-found', // the page's request, for a path that should not exist
  'unauthorized', // the page's request, without or with a wrong Authorization
  'plain-options', // OPTIONS without Access-Control-Request-Method: no preflight
] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** One request that a probe sends to one rung. */
export interface ProbeRequest {
  /** From 1, in the order of sending. */
  readonly number: number;
  /** The rung's name. */
  readonly rung: string;
  readonly kind: QuestionKind;
  /** The question in a few words, the same on every rung: a row of the table. */
  readonly question: string;
  /** The Origin header's value; null where none is sent. */
  readonly origin: string | null;
  /** What the page wants to do: of a preflight the method that it asks for. */
  readonly method: string;
  /** Absolute; what `head` asks for. */
  readonly url: string;
  readonly head: RequestHead;
  /** Why it is sent, in one sentence. */
  readonly reason: string;
}
