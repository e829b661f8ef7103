import type { ResponseHead } from '../http/head.ts';
import { firstValue, hasHeader } from '../http/header-line.ts';

/** Of an error's body so many bytes are evidence: enough for any server's own error page to say whose it is. */
export const ERROR_START_BYTES = 512;

const TEXTUAL = /^text\/|json|xml|html/i;

/** Is the beginning of this answer's body to be recorded with it: an error's, which says who made it, and readable as it is? */
export function keepsErrorStart({ status, lines }: ResponseHead): boolean {
  if (status < 400 || hasHeader(lines, 'content-encoding')) return false;
  const type = firstValue(lines, 'content-type');
  return type === null || TEXTUAL.test(type);
}
