import { firstValue } from '../http/header-line.ts';
import { isSafelistedMethod } from '../http/safelisted-method.ts';
import { unsafeHeaderNames } from '../http/safelisted-request-header.ts';
import type { Leg } from '../trace/journey.ts';
import { preflightQuestion } from '../trace/preflight.ts';
import { isPreflightDue } from '../trace/preflight-due.ts';

/** Why a preflight was due, one entry for each cause. Header names in lower case. */
export type PreflightCause =
  | { readonly kind: 'method'; readonly method: string }
  | { readonly kind: 'content-type'; readonly value: string | null }
  | { readonly kind: 'header'; readonly name: string }
  /** Nothing in method or headers asks for one: an upload listener on an XMLHttpRequest, or a streamed body. */
  | { readonly kind: 'upload' };

/**
 * What made the browser ask first: taken from the preflight where there is one, from the request where there is none.
 * Empty where no preflight was due. https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function preflightCauses(leg: Leg): PreflightCause[] {
  const question = leg.preflight === null ? null : preflightQuestion(leg.preflight);
  if (question === null && (leg.request === null || !isPreflightDue(leg.request))) return [];
  const lines = leg.request?.received.lines ?? [];
  const method = question?.method ?? leg.request?.received.method ?? 'GET';
  const names = question?.headers ?? unsafeHeaderNames(lines);
  const causes: PreflightCause[] = isSafelistedMethod(method) ? [] : [{ kind: 'method', method }];
  for (const name of names) {
    if (name === 'content-type') causes.push({ kind: 'content-type', value: firstValue(lines, name) });
    else causes.push({ kind: 'header', name });
  }
  return causes.length === 0 && question !== null ? [{ kind: 'upload' }] : causes;
}

/** As part of a sentence: "the method `PUT`". */
export function causeText(cause: PreflightCause): string {
  switch (cause.kind) {
    case 'method':
      return `the method \`${cause.method}\``;
    case 'content-type':
      return cause.value === null ? 'the header `content-type`' : `the content type \`${cause.value}\``;
    case 'header':
      return `the header \`${cause.name}\``;
    case 'upload':
      return 'an upload listener or a streamed body';
  }
}
