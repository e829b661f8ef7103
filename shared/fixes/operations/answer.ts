import type { ResponseHead } from '../../http/head.ts';
import { hasHeader } from '../../http/header-line.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** What corscope answers with, before the operations fill it. An empty reason phrase is valid (RFC 9112 §4). */
export function emptyAnswer(status: number): ResponseHead {
  return { version: 'HTTP/1.1', status, reason: REASONS[status] ?? '', lines: [] };
}

/** A 204 or 304 has no body by definition, and a 204 must not carry a length (RFC 9110 §8.6). */
export function withEmptyBody(head: ResponseHead): ResponseHead {
  if (head.status === 204 || head.status === 304 || hasHeader(head.lines, 'Content-Length')) return head;
  return { ...head, lines: [...head.lines, ['Content-Length', '0']] };
}
