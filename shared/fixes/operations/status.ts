import type { ResponseOperation } from '../operation.ts';
import { hasNoBody, reasonOf, withEmptyBody } from '../status-line.ts';

/**
 * Another status, with its usual reason phrase. Where only one of the two statuses has a body, the answer ends with its
 * head: a browser would take what came after a 204 for the next answer, and wait for ever for what a 204 has not. An
 * upgrade (101) is no answer to be changed.
 */
export const status: ResponseOperation<'status'> = {
  apply(head, { value }) {
    if (head.status === value || head.status === 101) return head;
    const changed = { ...head, status: value, reason: reasonOf(value) };
    return hasNoBody(head.status) === hasNoBody(value) ? changed : withEmptyBody(changed);
  },
  examples: [
    {
      desc: 'keeps every line',
      do: { op: 'status', value: 200 },
      before: 'HTTP/1.1 401 Unauthorized\nContent-Length: 5\nVary: Origin',
      after: 'HTTP/1.1 200 OK\nContent-Length: 5\nVary: Origin',
    },
    {
      desc: 'ends with the head where the new status has no body',
      do: { op: 'status', value: 204 },
      before: 'HTTP/1.1 405 Method Not Allowed\ncontent-length: 5\nVary: Origin',
      after: 'HTTP/1.1 204 No Content\nVary: Origin',
    },
    {
      desc: 'says that there is no body where the old status had none',
      do: { op: 'status', value: 200 },
      before: 'HTTP/1.1 204 No Content\nVary: Origin',
      after: 'HTTP/1.1 200 OK\nVary: Origin\nContent-Length: 0',
    },
    {
      desc: 'changes nothing where it is that status',
      do: { op: 'status', value: 404 },
      before: 'HTTP/1.1 404 Nowhere\nVary: Origin',
      after: 'same',
    },
    {
      desc: 'leaves an upgrade alone',
      do: { op: 'status', value: 200 },
      before: 'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket',
      after: 'same',
    },
  ],
};
