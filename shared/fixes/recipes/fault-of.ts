import { factsOf } from '../../cors/facts.ts';
import { judge } from '../../cors/judge.ts';
import { type Failure, failuresOf } from '../../findings/failure.ts';
import { finalExchange } from '../../findings/final-exchange.ts';
import { headerNotReadable } from '../../findings/rules/header-not-readable.ts';
import type { ResponseHead } from '../../http/head.ts';
import { combinedValue, firstValue, hasHeader, valuesOf } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Journey } from '../../trace/journey.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import type { Fault } from './fault.ts';

/** The fault that keeps a journey from passing, or a lesser one where it passes; null where no header of a server's is to blame. */
export function faultOf(journey: Journey): Fault | null {
  const verdict = judge(journey);
  const [failure] = failuresOf({ journey, verdict });
  if (failure !== undefined) return faultIn(failure);
  if (verdict.outcome !== 'allowed') return null;
  if (headerNotReadable.find({ journey, verdict, facts: factsOf(journey) }).length > 0) return 'header-not-exposed';
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
