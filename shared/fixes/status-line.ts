import type { ResponseHead } from '../http/head.ts';
import { hasHeader } from '../http/header-line.ts';
import { without } from './head-lines.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An empty reason phrase is valid (RFC 9112 §4). */
export function reasonOf(status: number): string {
  return REASONS[status] ?? '';
}

/** A 204 or 304 ends with its head, whatever lengths stand in it (RFC 9112 §6.3). */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 304;
}

/** A head that nothing follows: a 204 must not carry a length (RFC 9110 §8.6), every other one says that it is 0. */
export function withEmptyBody(head: ResponseHead): ResponseHead {
  if (hasNoBody(head.status)) return without(head, ['Content-Length', 'Transfer-Encoding']);
  if (hasHeader(head.lines, 'Content-Length')) return head;
  return { ...head, lines: [...head.lines, ['Content-Length', '0']] };
}
