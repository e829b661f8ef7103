import { withOneLine } from '../head-lines.ts';
import type { RequestOperation } from '../operation.ts';
import { fillIn } from '../placeholders.ts';

/** `set`, on the request that goes on to the upstream: the browser, and what it asked leave for, stay as they were. */
export const requestSet: RequestOperation<'request-set'> = {
  apply(head, { header, value }, received) {
    const filled = fillIn(value, received);
    return filled === null ? head : withOneLine(head, header, filled);
  },
  examples: [
    {
      desc: 'puts one line in the place of several',
      do: { op: 'request-set', header: 'X-Tenant', value: 'lab' },
      before: 'GET /me HTTP/1.1\nHost: api.lab.test\nx-tenant: a\nAccept: */*\nX-Tenant: b',
      after: 'GET /me HTTP/1.1\nHost: api.lab.test\nX-Tenant: lab\nAccept: */*',
    },
    {
      desc: 'fills in what the browser sent',
      do: { op: 'request-set', header: 'X-Forwarded-Origin', value: '{origin}' },
      before: 'GET /me HTTP/1.1\nHost: api.lab.test',
      after: 'GET /me HTTP/1.1\nHost: api.lab.test\nX-Forwarded-Origin: https://app.lab.test',
    },
    {
      desc: 'leaves a value alone that is there already',
      do: { op: 'request-set', header: 'Host', value: 'api.lab.test' },
      before: 'GET /me HTTP/1.1\nHost: api.lab.test',
      after: 'same',
    },
  ],
};
