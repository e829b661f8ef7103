import { preflightCheck } from '../../cors/preflight-check.ts';
import { unsafeHeaderNames } from '../../http/safelisted-request-header.ts';
import type { ProbeAsk } from '../../probe/ask.ts';
import type { Told } from '../../probe/ladder.ts';
import { ALLOW_ORIGIN, askedLines, isReadable, linesOf } from '../../probe/reading.ts';
import { pageLines } from '../../probe/request-head.ts';
import { answerTo, noAnswer } from '../answers.ts';
import type { AuditCheck, Audited, AuditSentence } from '../audit-check.ts';
import { deniedMethod, deniedPreflightText, deniedText } from '../audit-plan.ts';

/** Each denied origin is kept out: it may neither read an answer nor send what needs leave. */
export const denied = {
  id: 'denied',
  rows: ['policy.matrix', 'app.explicit'],
  find: audited => audited.policy.denied.map(origin => deniedSentence(audited, origin)),
} satisfies AuditCheck;

function deniedSentence({ policy: { ask }, ladder }: Audited, origin: string): AuditSentence {
  const expected = `A page at \`${origin}\` is kept out of \`${ask.url}\`.`;
  const answer = answerTo(ladder, deniedText(ask, origin));
  const preflight = answerTo(ladder, deniedPreflightText(ask, origin));
  if (answer === null && preflight === null) return { result: 'drift', expected, seen: noAnswer(ladder), evidence: [] };
  if (answer !== null && isReadable(answer, ask) === true) {
    const seen = `It may read the answer to ${answer.request.method}: ${said(answer)}.`;
    return { result: 'drift', expected, seen, evidence: linesRead(answer) };
  }
  if (preflight !== null && passes(preflight, ask)) {
    const seen = `Its preflight for ${deniedMethod(ask)} passes, so that it may send ${deniedMethod(ask)}: ${said(preflight)}.`;
    return { result: 'drift', expected, seen, evidence: linesRead(preflight) };
  }
  const told = answer ?? preflight;
  const seen = told === null ? '' : `It may not: ${said(told)}.`;
  return { result: 'pass', expected, seen, evidence: told === null ? [] : linesRead(told) };
}

function passes({ request, exchange }: Told, ask: ProbeAsk): boolean {
  const asker = { origin: request.origin ?? 'null', include: ask.credentials };
  const wanted = { method: request.method, headers: unsafeHeaderNames(pageLines(ask.headers)) };
  return preflightCheck(exchange, asker, wanted).every(({ failed }) => !failed);
}

function said({ head }: Told): string {
  const values = head.lines
    .filter(([name]) => name.toLowerCase() === ALLOW_ORIGIN.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? `${ALLOW_ORIGIN} is missing` : `${ALLOW_ORIGIN} is \`${values.join('`, `')}\``;
}

function linesRead(told: Told): AuditSentence['evidence'] {
  return [...askedLines(told, 'Origin'), ...linesOf(told, ALLOW_ORIGIN)];
}
