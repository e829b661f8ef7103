import { ALLOW_ORIGIN, echoesOrigin, isNeverStored, linesOf, onlyValue, variesByOrigin } from '../../probe/reading.ts';
import { answerTo, pageAnswers } from '../answers.ts';
import type { AuditCheck, Audited } from '../audit-check.ts';
import { deniedText } from '../audit-plan.ts';

/** Where the answer depends on who asks, caches are told. */
export const vary = {
  id: 'vary',
  rows: ['cdn.vary', 'policy.review'],
  find(audited) {
    const { policy, ladder } = audited;
    const [answer] = pageAnswers(ladder, 'request');
    if (answer === undefined || !echoesOrigin(answer)) return [];
    const expected = `The answer of \`${policy.ask.url}\` that names its page is kept apart by caches.`;
    const evidence = [
      ...linesOf(answer, ALLOW_ORIGIN),
      ...linesOf(answer, 'Vary'),
      ...linesOf(answer, 'Cache-Control'),
    ];
    const found = (result: 'pass' | 'drift', seen: string) => [{ result, expected, seen, evidence }];
    if (variesByOrigin(answer)) return found('pass', 'It has Vary: Origin.');
    if (isNeverStored(answer)) return found('pass', 'It has Cache-Control: no-store.');
    if (isFixed(audited)) return found('pass', 'It names the same origin whoever asks.');
    return found('drift', 'It has neither Vary: Origin nor Cache-Control: no-store: a cache hands it to other pages.');
  },
} satisfies AuditCheck;

/** A denied page is answered with the same origin: nothing in the answer depends on who asks. */
function isFixed({ policy: { ask, denied }, ladder }: Audited): boolean {
  const [first = ''] = ask.origins;
  return denied.some(origin => {
    const answer = answerTo(ladder, deniedText(ask, origin));
    return answer !== null && onlyValue(answer.head, ALLOW_ORIGIN) === first;
  });
}
