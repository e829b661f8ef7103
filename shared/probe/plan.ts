import type { HeaderLine } from '../http/header-line.ts';
import { hrefOf, type Url } from '../http/url.ts';
import type { ProbeAsk, Rung } from './ask.ts';
import type { ProbeRequest, QuestionKind } from './probe-request.ts';
import { type Question, questionsOf } from './questions.ts';
import { carriesSecret, isSecret, pageLines, preflightHead, requestHead, urlOf } from './request-head.ts';

/** The query parameter that keeps a probe's answers apart from those that caches hold for others. */
export const KEY_PARAMETER = 'corscope-probe';

/** A wrong one, where the page has none: what lets somebody in is what is in question. */
const WRONG_AUTHORIZATION: HeaderLine = ['Authorization', 'Bearer corscope-probe'];

/**
 * Every request of the probe, in the order of sending: all questions to one rung, then to the next. `token` makes this
 * run's cache keys its own: it is to be unlike any other run's.
 */
export function planOf(ask: ProbeAsk, token: string): ProbeRequest[] {
  const questions = questionsOf(ask);
  return ask.rungs
    .flatMap((rung, place) => questions.map(question => requestTo(rung, `${token}-${place + 1}`, question, ask)))
    .map((request, index) => ({ ...request, number: index + 1 }));
}

type Unnumbered = Omit<ProbeRequest, 'number'>;

/** `token` keeps this rung's answers apart in caches, where the question has a key. */
export function requestTo(rung: Rung, token: string, question: Question, ask: ProbeAsk): Unnumbered {
  const { kind, text, origin, method, reason } = question;
  const url = urlFor(question, ask, token);
  const parts = { ask, rung, url, origin, method, lines: linesFor(kind, ask) };
  const head = kind === 'preflight' ? preflightHead(parts) : requestHead(parts);
  return { rung: rung.name, kind, question: text, origin, method, url: hrefOf(url), head, reason };
}

/** An unknown path is a sibling of the page's: the same routes of the layers apply to it. */
function urlFor({ kind, key }: Question, ask: ProbeAsk, token: string): Url {
  const url = urlOf(ask);
  const [path = '/', query] = url.path.split(/\?(.*)/s);
  if (kind === 'not-found') return { ...url, path: `${path.replace(/[^/]*$/, '')}${KEY_PARAMETER}-${token}` };
  if (key === null || ask.sameUrl) return url;
  return { ...url, path: `${path}?${query ? `${query}&` : ''}${KEY_PARAMETER}=${token}${key}` };
}

/** A plain OPTIONS carries nothing of the page's, a failed authentication all but what would let it in. */
function linesFor(kind: QuestionKind, { headers }: ProbeAsk): HeaderLine[] {
  const lines = pageLines(headers);
  if (kind === 'plain-options') return [];
  if (kind !== 'unauthorized') return lines;
  return carriesSecret({ headers }) ? lines.filter(([name]) => !isSecret(name)) : [...lines, WRONG_AUTHORIZATION];
}
