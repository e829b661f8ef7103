import type { Operation } from './fix.ts';

/** An operation of one kind, with its own members. */
export type OperationOf<Name extends Operation['op']> = Extract<Operation, { op: Name }>;
