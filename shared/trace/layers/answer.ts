import type { RequestHead, ResponseHead } from '../../http/head.ts';
import type { Exchange } from '../exchange.ts';

/** What signatures look at: an answer as it came from the upstream, with nothing of corscope's own in it. */
export interface Answer {
  /** As the client sent it. */
  readonly request: RequestHead;
  readonly head: ResponseHead;
  /** The exchange's `errorStart`, empty where there is none. */
  readonly page: string;
}

/** Null where the upstream has not answered, and for a tunnel, whose bytes nobody read. */
export function answerOf({ kind, received, returned, errorStart = '' }: Exchange): Answer | null {
  return returned === null || kind === 'tunnel' ? null : { request: received, head: returned, page: errorStart };
}
