import type { RequestHead, ResponseHead } from '../../http/head.ts';
import type { Operation } from '../fix.ts';
import { add } from './add.ts';
import { dedupe } from './dedupe.ts';
import { remove } from './remove.ts';
import { set } from './set.ts';

/**
 * One line for each kind of operation: a pure function on a response head that returns the very same head where it
 * changes nothing. `request` is the head as received, whose values the placeholders stand for.
 */
export function applyOperation(head: ResponseHead, operation: Operation, request: RequestHead): ResponseHead {
  switch (operation.op) {
    case 'set':
      return set(head, operation, request);
    case 'add':
      return add(head, operation, request);
    case 'remove':
      return remove(head, operation);
    case 'dedupe':
      return dedupe(head, operation);
    case 'answer':
      return head; // the head is an answer already: see emptyAnswer
  }
}
