import type { RequestHead, ResponseHead } from '../../http/head.ts';
import type { Operation } from '../fix.ts';
import { add } from './add.ts';
import { cookie } from './cookie.ts';
import { dedupe } from './dedupe.ts';
import { remove } from './remove.ts';
import { requestRemove } from './request-remove.ts';
import { requestSet } from './request-set.ts';
import { set } from './set.ts';
import { status } from './status.ts';

/** Operations on the answer's head. */
export const ON_RESPONSE = { set, add, remove, dedupe, status, cookie };
/** Operations on the head that is forwarded. */
export const ON_REQUEST = { 'request-set': requestSet, 'request-remove': requestRemove };

/** One line for each kind of operation; the very same head comes back where it changes nothing. `request` is as received. */
export function applyOperation(head: ResponseHead, operation: Operation, request: RequestHead): ResponseHead {
  switch (operation.op) {
    case 'set':
      return set.apply(head, operation, request);
    case 'add':
      return add.apply(head, operation, request);
    case 'remove':
      return remove.apply(head, operation, request);
    case 'dedupe':
      return dedupe.apply(head, operation, request);
    case 'status':
      return status.apply(head, operation, request);
    case 'cookie':
      return cookie.apply(head, operation, request);
    case 'answer': // it was asked before there was a head: see answerOf
    case 'follow-redirect': // likewise: see followUpOf
    case 'request-set':
    case 'request-remove':
      return head;
  }
}

/** The same for the head that goes on to the upstream. */
export function applyRequestOperation(head: RequestHead, operation: Operation, received: RequestHead): RequestHead {
  switch (operation.op) {
    case 'request-set':
      return requestSet.apply(head, operation, received);
    case 'request-remove':
      return requestRemove.apply(head, operation, received);
    default:
      return head;
  }
}
