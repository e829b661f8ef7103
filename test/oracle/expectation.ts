import type { Phase, Verdict } from '../../shared/cors/verdict.ts';
import type { OracleCase, OracleLabel, OracleRequest } from './oracle-file.ts';

/** A recorded label in a verdict's words. */
export interface Expected {
  readonly outcome: 'allowed' | 'blocked' | 'not-cors';
  readonly phase: Phase | null;
  readonly code: string | null;
}

const PHASES: Readonly<Record<OracleLabel['phase'], Phase | null>> = {
  none: null,
  init: null,
  request: null,
  preflight: 'preflight',
  redirect: 'redirect',
  response: 'actual',
};

/** Whether a response that ends well was CORS's to allow: a journey that never left the page's origin was not. */
export function expectedOf(
  label: Pick<OracleLabel, 'outcome' | 'phase' | 'cause'>,
  request: Pick<OracleRequest, 'mode'>,
  sameOrigin: boolean,
): Expected {
  if (request.mode !== 'cors') return { outcome: 'not-cors', phase: null, code: null };
  if (label.outcome !== 'blocked') return { outcome: sameOrigin ? 'not-cors' : 'allowed', phase: null, code: null };
  const phase = PHASES[label.phase];
  if (phase !== 'redirect' && isNetError(label.cause)) return { outcome: 'not-cors', phase, code: null };
  return { outcome: 'blocked', phase, code: isCorsError(label.cause) ? label.cause : null };
}

/** Nothing on the wire, or what ended it cannot be seen there: no engine that reads messages can say it. */
export function skipReason({ wire, label }: Pick<OracleCase, 'wire' | 'label'>): string | null {
  if (label.outcome === 'init-error') return 'the page’s own call threw';
  if (wire.length === 0) return 'nothing on the wire';
  if (/LocalNetwork/.test(label.cause ?? '')) return 'refused by Local Network Access, unseen on the wire';
  return null;
}

export function staysInOrigin(test: OracleCase): boolean {
  return test.wire.every(({ request }) => new URL(request.url).origin === test.page.origin);
}

export function isAsExpected(verdict: Pick<Verdict, 'outcome' | 'phase' | 'code'>, expected: Expected): boolean {
  if (verdict.outcome !== expected.outcome) return false;
  return expected.outcome === 'not-cors' || (verdict.phase === expected.phase && verdict.code === expected.code);
}

function isNetError(cause: string | null): boolean {
  return cause?.startsWith('net::') === true;
}

function isCorsError(cause: string | null): boolean {
  return cause !== null && /^[A-Z][A-Za-z]+$/.test(cause);
}
