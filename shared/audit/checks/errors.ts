import { ALLOW_ORIGIN, askedLines, isReadable, linesOf, valuesIn } from '../../probe/reading.ts';
import { answerTo, noAnswer } from '../answers.ts';
import type { AuditCheck, Audited, AuditSentence } from '../audit-check.ts';
import { errorText } from '../audit-plan.ts';
import type { WrittenError } from '../policy-file.ts';

/** Each error is the one that was written down, and the page can read it. */
export const errors = {
  id: 'errors',
  rows: ['policy.errors', 'app.errors'],
  find: audited => audited.policy.errors.map(error => errorSentence(audited, error)),
} satisfies AuditCheck;

function errorSentence({ policy: { ask }, ladder }: Audited, error: WrittenError): AuditSentence {
  const [origin = ''] = ask.origins;
  const expected = `\`${error.path}\` answers ${error.status}, and a page at \`${origin}\` can read it.`;
  const answer = answerTo(ladder, errorText(ask, error));
  if (answer === null) return { result: 'drift', expected, seen: noAnswer(ladder), evidence: [] };
  const { status } = answer.head;
  const values = valuesIn(answer.head, ALLOW_ORIGIN);
  const said = values.length === 0 ? `no ${ALLOW_ORIGIN}` : `${ALLOW_ORIGIN} \`${values.join('`, `')}\``;
  const result = status === error.status && isReadable(answer, ask) === true ? 'pass' : 'drift';
  return {
    result,
    expected,
    seen: `It answers ${status}, with ${said}.`,
    evidence: [...askedLines(answer, 'Origin'), ...linesOf(answer, ALLOW_ORIGIN)],
  };
}
