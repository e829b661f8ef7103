import { ALLOW_CREDENTIALS, allowsCredentials, linesOf } from '../../probe/reading.ts';
import { pageAnswers } from '../answers.ts';
import type { AuditCheck } from '../audit-check.ts';

/** A policy without credentials: no answer to an allowed page invites them. */
export const noCredentials = {
  id: 'no-credentials',
  rows: ['policy.matrix'],
  find({ policy: { ask }, ladder }) {
    const answers = [...pageAnswers(ladder, 'request'), ...pageAnswers(ladder, 'preflight')];
    if (ask.credentials || answers.length === 0) return [];
    const expected = `No answer of \`${ask.url}\` allows credentials.`;
    const inviting = answers.find(allowsCredentials);
    if (inviting === undefined)
      return [{ result: 'pass', expected, seen: `${ALLOW_CREDENTIALS} is \`true\` in none.`, evidence: [] }];
    const seen = `The answer to ${inviting.request.question} has ${ALLOW_CREDENTIALS}: true.`;
    return [{ result: 'drift', expected, seen, evidence: linesOf(inviting, ALLOW_CREDENTIALS) }];
  },
} satisfies AuditCheck;
