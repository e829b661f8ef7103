import { factsOf } from '../../cors/facts.ts';
import { judge } from '../../cors/judge.ts';
import { hintsOf, type JudgeHints } from '../../cors/judge-hints.ts';
import { type Failure, failuresOf } from '../../findings/failure.ts';
import { finalExchange } from '../../findings/final-exchange.ts';
import { headerNotReadable } from '../../findings/rules/header-not-readable.ts';
import type { ResponseHead } from '../../http/head.ts';
import { combinedValue, firstValue, hasHeader, valuesOf } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Journey } from '../../trace/journey.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import { hypothetical } from '../hypothetical.ts';
import { compileFixes } from '../scope.ts';
import type { Fault } from './fault.ts';
import { patched } from './patched.ts';
import type { Policy } from './policy.ts';

/**
 * What keeps a journey from passing, one fault after the other: each is taken for mended as the policy says before the next
 * one is looked for, so that their patches together mend it. Lesser faults are told too, last. Empty where no header of a
 * server's is to blame.
 */
export function faultsOf(journey: Journey, policy: Policy): readonly Fault[] {
  const faults: Fault[] = [];
  for (;;) {
    const matcher = compileFixes(faults.flatMap(fault => patched(policy, fault)));
    const fault = faultOf(faults.length === 0 ? journey : hypothetical(journey, matcher), hintsUnder(journey, policy));
    if (fault === null || faults.includes(fault)) return faults;
    faults.push(fault);
  }
}

/** Where it does not show whether the page asks with credentials, the policy has decided. */
function hintsUnder(journey: Journey, policy: Policy): JudgeHints {
  const { mode } = factsOf(journey).credentials;
  if (mode !== 'unknown') return { ...hintsOf(journey), credentials: mode };
  return { ...hintsOf(journey), credentials: policy.credentials ? 'include' : 'omit' };
}

function faultOf(journey: Journey, hints: JudgeHints): Fault | null {
  const verdict = judge(journey, hints);
  const [failure] = failuresOf({ journey, verdict });
  if (failure !== undefined) return faultIn(failure);
  if (verdict.outcome !== 'allowed') return null;
  if (headerNotReadable.find({ journey, verdict, facts: factsOf(journey, hints) }).length > 0)
    return 'header-not-exposed';
  const answer = finalExchange(journey)?.delivered;
  return answer != null && namesOrigin(answer) && !saysVary(answer) ? 'vary-missing' : null;
}

function faultIn({ code, phase, response, exchange }: Failure): Fault | null {
  if (phase === 'preflight' && (response.status < 200 || response.status > 299)) return 'preflight-refused';
  switch (code?.replace(/^Preflight/, '')) {
    case 'MissingAllowOriginHeader':
      return missing(response);
    case 'MultipleAllowOriginValues':
      return valuesOf(response.lines, 'Access-Control-Allow-Origin').length > 1 ? 'origin-doubled' : 'origin-not-named';
    case 'WildcardOriginNotAllowed':
    case 'InvalidAllowOriginValue':
    case 'AllowOriginMismatch':
      return 'origin-not-named';
    case 'InvalidAllowCredentials':
      return 'credentials-not-allowed';
    case 'InvalidAllowMethodsPreflightResponse':
    case 'MethodDisallowedByPreflightResponse':
      return 'method-not-allowed';
    case 'InvalidAllowHeadersPreflightResponse':
    case 'HeaderDisallowedByPreflightResponse':
      // a list that nobody asked for, and that is none
      return preflightQuestion(exchange)?.headers.length === 0 ? 'origin-doubled' : 'header-not-allowed';
    default:
      return null;
  }
}

/** Whoever leaves the header out but says that the answer depends on the origin, or allows credentials, has a list without it. */
function missing(response: ResponseHead): Fault {
  if (saysVary(response) || hasHeader(response.lines, 'Access-Control-Allow-Credentials')) return 'origin-not-named';
  return response.status >= 400 ? 'errors-without-headers' : 'headers-absent';
}

function namesOrigin({ lines }: ResponseHead): boolean {
  const value = firstValue(lines, 'Access-Control-Allow-Origin');
  return value !== null && value !== '*';
}

function saysVary({ lines }: ResponseHead): boolean {
  const names = listElements(combinedValue(lines, 'Vary') ?? '').map(name => name.toLowerCase());
  return names.includes('origin') || names.includes('*');
}
