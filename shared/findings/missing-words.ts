import { hasHeader } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import { FAILURE_TEXT } from '../trace/failure-text.ts';
import { allowText } from './allow-text.ts';
import { exchangeName } from './exchange-name.ts';
import type { Failure } from './failure.ts';
import type { Missing } from './missing-header.ts';
import { redirectChecks } from './redirect-checks.ts';

/* What is to be said where the answer to the request itself lacks Access-Control-Allow-Origin. */

/** Checklist rows that fail beside that of the missing header. */
export function missingChecks(failure: Failure, missing: Missing): string[] {
  const { status } = failure.response;
  const errors =
    status >= 400 ? ['app.errors', 'mistake.success-only', ...authChecks(status), ...policyRow(status)] : [];
  const others = [...errors, ...redirectChecks(failure)];
  const ownerChecks = isAnotherLayers(failure, missing) ? ['mistake.backend-only'] : [];
  switch (missing.kind) {
    case 'removed':
      return [...ownerChecks, ...others, 's1.stripped', 's5.final', 'gateway.rewrites'];
    case 'partial':
      return [...ownerChecks, ...earlyChecks(failure, missing), ...others, ...policyChecks(failure, missing.other)];
    case 'early':
      return [...ownerChecks, ...others, ...policyChecks(failure, missing.other)];
    case 'unanswered':
    case 'never':
      return [...ownerChecks, ...others];
  }
}

/** What writes the headers elsewhere runs too late for this error, or not at all; another layer is nobody’s middleware. */
function earlyChecks(failure: Failure, missing: Missing): string[] {
  return failure.response.status >= 400 && !isAnotherLayers(failure, missing) ? ['app.early'] : [];
}

/** Where taps tell of layers, the fault is the app's only where they say so. */
function isAnotherLayers({ journey }: Failure, { layer }: Missing): boolean {
  return journey.trails !== undefined && layer !== 'app';
}

/** What the other answer has, and this one lacks. */
function policyChecks({ response: { status }, exchange }: Failure, other: Exchange): string[] {
  if (status >= 400) return ['s5.error-statuses'];
  return other.received.target === exchange.received.target ? [] : ['s3.route-policy', 'gateway.route-policy'];
}

/** How it came to be missing, as the rest of a sentence: ": `app` sent it …, and `nginx` removed it"; may be empty. */
export function missingText(failure: Failure, missing: Missing): string {
  switch (missing.kind) {
    case 'removed':
      return `: \`${missing.maker}\` sent it with \`${missing.values.join(', ')}\`, and \`${missing.layer}\` removed it`;
    case 'partial':
      return `, while the ${statusOf(missing.other)} answer to \`${exchangeName(missing.other)}\` had it${failure.journey.trails === undefined ? '' : `, written by \`${missing.writer}\``}`;
    case 'early':
      return `: \`${missing.layer}\` made this answer, and \`${missing.writer}\`, which writes the header, had no part in it`;
    case 'unanswered':
      return `: it is \`${missing.layer}\`'s own, for \`${missing.next}\` gave none: ${FAILURE_TEXT[missing.reason]}`;
    case 'never':
      return refusal(failure);
  }
}

/** What to change so that the header is there, and where. */
export function missingChange({ exchange, origin, response: { status } }: Failure, missing: Missing): string {
  const header = allowText(origin);
  const error = status >= 400 ? `, this ${status} and every other error included` : '';
  switch (missing.kind) {
    case 'removed':
      return `Let \`${missing.layer}\` pass Access-Control-Allow-Origin on, or make it the one layer that sets it.`;
    case 'partial':
      return `Let \`${missing.layer}\` send ${header} with every answer of \`${exchange.authority}\`${error}${whatIsMissed(missing, status)}.`;
    case 'early':
      return `Let \`${missing.layer}\` send ${header} with the answers that it makes itself${error}.`;
    case 'unanswered':
      return `Mend \`${missing.next}\` first: CORS settings cannot. Let \`${missing.layer}\` send ${header} with the errors that it makes itself, so that the page sees this ${status}.`;
    case 'never':
      return `Send ${header} with every answer of \`${exchange.authority}\`${error}.`;
  }
}

/** What keeps a layer's headers off some answers, where the name of the layer tells. */
function whatIsMissed({ layer }: Missing, status: number): string {
  if (status < 400) return '';
  return /nginx|ingress/i.test(layer) ? ' (`add_header … always`)' : '';
}

function statusOf({ delivered }: Exchange): number {
  return delivered?.status ?? 0;
}

/** CORS code that refuses an origin still leaves its traces: measured for the middlewares of Express, Fastify, Hono and Django. */
function refusal({ response: { lines } }: Failure): string {
  const trace = ['Access-Control-Allow-Credentials', 'Access-Control-Expose-Headers'].find(name =>
    hasHeader(lines, name),
  );
  if (trace === undefined) return '';
  return `, but with ${trace}: something there handles CORS and did not accept this origin`;
}

/** The row of the policy names these. */
function policyRow(status: number): string[] {
  return status === 401 || status === 403 || status >= 500 ? ['policy.errors'] : [];
}

function authChecks(status: number): string[] {
  return status === 401 || status === 403 ? ['s7.cors-on-401', 's7.is-401'] : [];
}
