import type { Operation } from '../../shared/fixes/fix.ts';

/** An operation of each kind, to begin with. */
export const OPERATION_EXAMPLES: { readonly [Name in Operation['op']]: Extract<Operation, { op: Name }> } = {
  set: { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' },
  add: { op: 'add', header: 'Vary', value: 'Origin' },
  remove: { op: 'remove', header: 'Access-Control-Allow-Origin' },
  dedupe: { op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'first' },
  status: { op: 'status', value: 204 },
  cookie: { op: 'cookie', name: 'session', set: { sameSite: 'None', secure: true } },
  'request-set': { op: 'request-set', header: 'Accept', value: 'application/json' },
  'request-remove': { op: 'request-remove', header: 'Origin' },
  answer: { op: 'answer', status: 204 },
  'follow-redirect': { op: 'follow-redirect' },
};

export const OPERATION_NAMES = Object.values(OPERATION_EXAMPLES).map(({ op }) => op);
