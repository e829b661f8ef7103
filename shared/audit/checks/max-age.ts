import { preflightLifetime } from '../../cors/preflight-lifetime.ts';
import { onlyValue } from '../../probe/reading.ts';
import { noAnswer, pageAnswers } from '../answers.ts';
import type { AuditCheck } from '../audit-check.ts';

/** Preflights' answers may be kept as long as the policy says. */
export const maxAge = {
  id: 'max-age',
  rows: ['policy.matrix', 'policy.review'],
  find({ policy: { ask, maxAge: seconds }, ladder }) {
    if (seconds === null) return [];
    const expected = `The preflight response of \`${ask.url}\` has Access-Control-Max-Age ${seconds}.`;
    const [answer] = pageAnswers(ladder, 'preflight');
    if (answer === undefined) return [{ result: 'drift', expected, seen: noAnswer(ladder), evidence: [] }];
    const { text, lines } = preflightLifetime(answer.exchange);
    const same = onlyValue(answer.head, 'Access-Control-Max-Age') === String(seconds);
    return [{ result: same ? 'pass' : 'drift', expected, seen: `${text}.`, evidence: lines }];
  },
} satisfies AuditCheck;
