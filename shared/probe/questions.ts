import type { ProbeAsk } from './ask.ts';
import { nearMissesOf, UNKNOWN_ORIGIN } from './near-misses.ts';
import type { QuestionKind } from './probe-request.ts';
import { carriesSecret, isReadOnly } from './request-head.ts';

/** A question before it is put to a rung. */
export interface Question {
  readonly kind: QuestionKind;
  /** In a few words, the same on every rung. */
  readonly text: string;
  readonly origin: string | null;
  readonly method: string;
  /** Which of the rung's own cache keys it is asked under; null: at the URL itself. */
  readonly key: string | null;
  readonly reason: string;
}

/** What is put to each rung, in the order of asking. */
export function questionsOf(ask: ProbeAsk): Question[] {
  const page = ask.origins.flatMap(origin => ask.methods.flatMap(method => pageQuestions(ask, origin, method)));
  return [...page, ...cacheQuestions(ask), ...policyQuestions(ask), ...routeQuestions(ask)];
}

/** The method of the questions that are not about the page's own methods: one that changes nothing. */
export function baseMethod({ methods }: Pick<ProbeAsk, 'methods'>): string {
  return methods.find(method => method === 'GET' || method === 'HEAD') ?? 'GET';
}

/** Right after one another, as a browser sends them. */
export function pageQuestions({ origins, allowUnsafe }: ProbeAsk, origin: string, method: string): Question[] {
  const from = origins.length > 1 ? ` from ${origin}` : '';
  const preflight: Question = {
    kind: 'preflight',
    text: `preflight for ${method}${from}`,
    origin,
    method,
    key: null,
    reason: 'whether the preflight passes, and who answers it',
  };
  const request: Question = {
    kind: 'request',
    text: `${method}${from}`,
    origin,
    method,
    key: null,
    reason: 'what the page gets at the URL itself, from a cache if one holds it',
  };
  return isReadOnly(method) || allowUnsafe ? [preflight, request] : [preflight];
}

/** The second request of each pair is the page's own, under a cache key that the first has just filled. */
function cacheQuestions(ask: ProbeAsk): Question[] {
  const method = baseMethod(ask);
  const [origin = '', other] = ask.origins;
  return [
    freshQuestion(method, origin),
    {
      kind: 'no-origin',
      text: `${method} without Origin`,
      origin: null,
      method,
      key: 'b',
      reason: 'what curl, an `<img>` or a link preview gets, and may leave in a cache',
    },
    {
      kind: 'after-no-origin',
      text: `${method} after the one without Origin`,
      origin,
      method,
      key: 'b',
      reason: 'whether a cache serves that response to the page',
    },
    other === undefined ? unknownOrigin(method, 'c') : otherOrigin(method, other),
    {
      kind: 'after-other-origin',
      text: `${method} after the other origin`,
      origin,
      method,
      key: 'c',
      reason: 'whether a cache serves the other origin’s response to the page',
    },
  ];
}

function freshQuestion(method: string, origin: string): Question {
  return {
    kind: 'fresh',
    text: `${method} at a new URL`,
    origin,
    method,
    key: 'a',
    reason: 'what the layers send now: no cache has a response for this URL',
  };
}

function otherOrigin(method: string, origin: string): Question {
  return {
    kind: 'other-origin',
    text: `${method} at a new URL from ${origin}`,
    origin,
    method,
    key: 'c',
    reason: 'what another page of yours gets, and may leave in a cache',
  };
}

function unknownOrigin(method: string, key: string): Question {
  return {
    kind: 'unknown-origin',
    text: `${method} from an unknown origin`,
    origin: UNKNOWN_ORIGIN,
    method,
    key,
    reason: 'whether an origin that no server can have on its list is allowed',
  };
}

function policyQuestions({ origins, methods }: ProbeAsk): Question[] {
  const method = baseMethod({ methods });
  const [page = '', other] = origins;
  const opaque: Question = {
    kind: 'null-origin',
    text: `${method} from origin null`,
    origin: 'null',
    method,
    key: 'e',
    reason: 'whether a page without an origin of its own, such as a sandboxed iframe, is allowed',
  };
  const near = nearMissesOf(page)
    .filter(({ origin }) => !origins.includes(origin))
    .map(({ origin, hole }, index): Question => {
      return {
        kind: 'near-miss',
        text: `${method} from ${origin}`,
        origin,
        method,
        key: `f${index + 1}`,
        reason: `whether that origin is allowed because ${hole}`,
      };
    });
  return [
    ...(other === undefined ? [] : [unknownOrigin(method, 'd')]),
    ...(origins.includes('null') ? [] : [opaque]),
    ...near,
  ];
}

function routeQuestions(ask: ProbeAsk): Question[] {
  const [origin = ''] = ask.origins;
  const method = baseMethod(ask);
  return [
    {
      kind: 'not-found',
      text: `${method} of an unknown path`,
      origin,
      method,
      key: 'g',
      reason: 'whether error responses carry the headers, and who responds for unknown paths',
    },
    {
      kind: 'unauthorized',
      text: `${method} ${carriesSecret(ask) ? 'without Authorization and Cookie' : 'with a wrong Authorization'}`,
      origin,
      method,
      key: 'h',
      reason: 'whether a failed authentication carries the headers',
    },
    {
      kind: 'plain-options',
      text: 'OPTIONS that is not a preflight',
      origin,
      method: 'OPTIONS',
      key: 'i',
      reason: 'who answers OPTIONS without Access-Control-Request-Method',
    },
  ];
}
