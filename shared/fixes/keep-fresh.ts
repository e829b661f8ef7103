import type { RequestHead, ResponseHead } from '../http/head.ts';
import type { OwnChange } from '../trace/own-change.ts';
import { questionOf } from '../trace/preflight.ts';
import { withOneLine, without } from './head-lines.ts';

/*
 * What corscope does of its own accord to a request in whose scope a fix is on, so that no cache makes a switched fix look
 * dead, or one that was switched off look alive. It decides nothing about CORS, so what-if has no need of it.
 */

/** A head, and what was changed in it; null where nothing was. */
interface Kept<Head> {
  readonly head: Head;
  readonly change: OwnChange | null;
}

const VALIDATORS = ['If-None-Match', 'If-Modified-Since'];

/** A 304 would bring back headers that the browser had stored before. https://httpwg.org/specs/rfc9110.html#conditional.requests */
export function askAnew(forwarded: RequestHead): Kept<RequestHead> {
  const head = isStorable(forwarded) ? without(forwarded, VALIDATORS) : forwarded;
  if (head === forwarded) return { head, change: null };
  const names = forwarded.lines.filter(line => !head.lines.includes(line)).map(([name]) => name);
  return { head, change: { by: 'asked-anew', head: 'forwarded', names } };
}

/** A preflight's answer for the preflight cache, any other for the HTTP cache. An upgrade is nothing to be stored. */
export function keepOutOfCaches(request: RequestHead, delivered: ResponseHead): Kept<ResponseHead> {
  if (questionOf(request) !== null) {
    return changed(delivered, 'preflight-not-kept', ['Access-Control-Max-Age', '0']);
  }
  if (!isStorable(request) || delivered.status === 101) return { head: delivered, change: null };
  return changed(delivered, 'answer-not-stored', ['Cache-Control', 'no-store']);
}

/** Browsers store answers to these methods alone. https://httpwg.org/specs/rfc9110.html#cacheable.methods */
function isStorable({ method }: RequestHead): boolean {
  return method === 'GET' || method === 'HEAD';
}

function changed(before: ResponseHead, by: OwnChange['by'], [name, value]: [string, string]): Kept<ResponseHead> {
  const head = withOneLine(before, name, value);
  return { head, change: head === before ? null : { by, head: 'delivered', names: [name] } };
}
