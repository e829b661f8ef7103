import { hrefOf, originOf, parseUrl } from '../http/url.ts';
import type { ProbeAsk, Rung } from '../probe/ask.ts';
import { requestTo } from '../probe/plan.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import { baseMethod, pageQuestions, type Question } from '../probe/questions.ts';
import { urlOf } from '../probe/request-head.ts';
import type { ApiPolicy } from './api-policy.ts';
import type { WrittenError } from './policy-file.ts';

/**
 * What is asked to hold one API against its policy, in the order of sending: nothing that changes anything. Each allowed
 * page with each method, each denied one and each error at the first address; one page's request at the others.
 */
export function auditPlan(policy: ApiPolicy): ProbeRequest[] {
  const { ask, denied, errors } = policy;
  const [outermost, ...inner] = ask.rungs;
  if (outermost === undefined) return [];
  const [origin = ''] = ask.origins;
  const asked = [
    ...ask.origins.flatMap(each => pageRequests(ask, outermost, each, ask.methods)),
    ...denied.flatMap(each => deniedQuestions(ask, each).map(question => requestTo(outermost, '', question, ask))),
    ...errors.map(error => errorRequest(ask, outermost, error)),
    ...inner.flatMap(rung => pageRequests(ask, rung, origin, ask.methods.slice(0, 1))),
  ];
  return asked.map((request, index) => ({ ...request, number: index + 1 }));
}

function pageRequests(ask: ProbeAsk, rung: Rung, origin: string, methods: readonly string[]) {
  return methods
    .flatMap(method => pageQuestions(ask, origin, method))
    .map(question => requestTo(rung, '', question, ask));
}

/** The preflight for the method that needs leave most, and a request that needs none. */
function deniedQuestions(ask: ProbeAsk, origin: string): Question[] {
  const rest = { origin, key: null, reason: 'whether an origin that is to be kept out is let in' };
  const method = deniedMethod(ask);
  return [
    { ...rest, kind: 'preflight', text: deniedPreflightText(ask, origin), method },
    { ...rest, kind: 'other-origin', text: deniedText(ask, origin), method: baseMethod(ask) },
  ];
}

/** One that a browser asks leave for, where the pages use one. */
export function deniedMethod({ methods }: ProbeAsk): string {
  return methods.find(method => method !== 'GET' && method !== 'HEAD') ?? 'GET';
}

export function deniedPreflightText(ask: ProbeAsk, origin: string): string {
  return `preflight for ${deniedMethod(ask)} from the denied origin ${origin}`;
}

export function deniedText(ask: ProbeAsk, origin: string): string {
  return `${baseMethod(ask)} from the denied origin ${origin}`;
}

function errorRequest(ask: ProbeAsk, rung: Rung, error: WrittenError) {
  const [origin = ''] = ask.origins;
  const question: Question = {
    kind: error.status === 401 || error.status === 403 ? 'unauthorized' : 'fresh',
    text: errorText(ask, error),
    origin,
    method: baseMethod(ask),
    key: null,
    reason: `whether the page can read a ${error.status}`,
  };
  return requestTo(rung, '', question, { ...ask, url: errorUrl(ask, error) });
}

export function errorText(ask: ProbeAsk, { status, path }: WrittenError): string {
  return `${baseMethod(ask)} ${path} for a ${status}`;
}

function errorUrl(ask: ProbeAsk, { path }: WrittenError): string {
  const url = parseUrl(`${originOf(urlOf(ask))}${path}`);
  return url === null ? ask.url : hrefOf(url);
}
