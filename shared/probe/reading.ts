import { corsCheck } from '../cors/cors-check.ts';
import type { ResponseHead } from '../http/head.ts';
import { hasHeader, indexesOf, valuesOf } from '../http/header-line.ts';
import { listElements } from '../http/token-list.ts';
import { originOf } from '../http/url.ts';
import type { HeadName, LineRef } from '../trace/exchange.ts';
import { isRedirectStatus } from '../trace/redirect.ts';
import type { ProbeAsk } from './ask.ts';
import type { Told } from './ladder.ts';
import { urlOf } from './request-head.ts';

export const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
export const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
export const ALLOW_METHODS = 'Access-Control-Allow-Methods';
export const ALLOW_HEADERS = 'Access-Control-Allow-Headers';

/** May a page of the request's origin read the answer; null where the request has no Origin. */
export function isReadable({ request: { origin }, exchange }: Told, ask: ProbeAsk): boolean | null {
  if (origin === null) return null;
  if (origin === originOf(urlOf(ask))) return true;
  return corsCheck({ exchange, stored: [] }, { origin, include: ask.credentials }).every(({ failed }) => !failed);
}

/** Every value of a header, lines and lists taken apart. */
export function valuesIn({ lines }: ResponseHead, name: string): string[] {
  return valuesOf(lines, name).flatMap(value => (value === '' ? [''] : listElements(value)));
}

/** Its one value; null where it has none, or several. */
export function onlyValue(head: ResponseHead, name: string): string | null {
  const values = valuesIn(head, name);
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** The answer names the very origin that asked; what else stands beside it may still keep it out. */
export function echoesOrigin({ request, head }: Told): boolean {
  return request.origin !== null && valuesIn(head, ALLOW_ORIGIN).includes(request.origin);
}

export function allowsCredentials({ head }: Told): boolean {
  return onlyValue(head, ALLOW_CREDENTIALS) === 'true';
}

/** Do caches keep answers to several origins apart. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5 */
export function variesByOrigin({ head }: Told): boolean {
  return valuesIn(head, 'Vary').some(name => name === '*' || name.toLowerCase() === 'origin');
}

/** Neither a shared cache nor a browser's keeps it. https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5 */
export function isNeverStored({ head }: Told): boolean {
  return valuesIn(head, 'Cache-Control').some(directive => directive.toLowerCase() === 'no-store');
}

export function isSuccess({ head: { status } }: Told): boolean {
  return status >= 200 && status < 300;
}

export function isError({ head: { status } }: Told): boolean {
  return status >= 400;
}

export function isRedirect({ head }: Told): boolean {
  return isRedirectStatus(head.status) && hasHeader(head.lines, 'location');
}

/** 401, 403 and 407 refuse whoever asks (RFC 9110 §15.5.2, §15.5.4, §15.5.8). */
export function isRefusal({ head: { status } }: Told): boolean {
  return status === 401 || status === 403 || status === 407;
}

/** Points at every line of that name in the answer. */
export function linesOf({ exchange, head }: Told, name: string): LineRef[] {
  return refs(exchange.id, 'delivered', indexesOf(head.lines, name));
}

/** Points at every line of that name in the request: where an answer lacks a header, that is what it was asked with. */
export function askedLines({ exchange }: Told, name: string): LineRef[] {
  return refs(exchange.id, 'received', indexesOf(exchange.received.lines, name));
}

function refs(exchange: string, head: HeadName, indexes: readonly number[]): LineRef[] {
  return indexes.map(index => ({ exchange, head, index }));
}
