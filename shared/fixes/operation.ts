import type { RequestHead, ResponseHead } from '../http/head.ts';
import type { Operation } from './fix.ts';

/** An operation of one kind, with its own members. */
export type OperationOf<Name extends Operation['op']> = Extract<Operation, { op: Name }>;

/**
 * What an operation does, shown: its unit test and its documentation. Heads are text, as on the wire but for the line ends.
 * `request`, where placeholders or the method matter; else a GET from `https://app.lab.test`.
 */
export interface Example<Name extends Operation['op']> {
  readonly desc: string;
  readonly do: OperationOf<Name>;
  readonly request?: string;
  readonly before: string;
  /** `same`: the very same head comes back. */
  readonly after: string;
}

/** An operation on the head of an answer. */
export interface ResponseOperation<Name extends Operation['op']> {
  /** The very same head where it changes nothing. `request` is the head as received, whose values the placeholders stand for. */
  apply(head: ResponseHead, operation: OperationOf<Name>, request: RequestHead): ResponseHead;
  readonly examples: readonly Example<Name>[];
}

/** An operation on the head that is forwarded. */
export interface RequestOperation<Name extends Operation['op']> {
  /** The very same head where it changes nothing. `received` is the head whose values the placeholders stand for. */
  apply(head: RequestHead, operation: OperationOf<Name>, received: RequestHead): RequestHead;
  readonly examples: readonly Example<Name>[];
}
