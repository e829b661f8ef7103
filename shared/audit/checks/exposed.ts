import { isSafelistedResponseHeader } from '../../cors/readable-headers.ts';
import { linesOf, valuesIn } from '../../probe/reading.ts';
import { pageAnswers } from '../answers.ts';
import type { AuditCheck, Audited, AuditSentence } from '../audit-check.ts';

const EXPOSE = 'Access-Control-Expose-Headers';

/** Each header that the pages read is one that they can read. */
export const exposed = {
  id: 'exposed',
  rows: ['policy.matrix'],
  find: audited => audited.policy.exposed.map(name => exposedSentence(audited, name)),
} satisfies AuditCheck;

function exposedSentence({ policy: { ask }, ladder }: Audited, name: string): AuditSentence {
  const expected = `The page can read \`${name}\` of the answers of \`${ask.url}\`.`;
  const [answer] = pageAnswers(ladder, 'request');
  if (answer === undefined) {
    const seen = 'No answer to a request of the page came; those that may change something are not sent.';
    return { result: 'not-seen', expected, seen, evidence: [] };
  }
  const evidence = linesOf(answer, EXPOSE);
  const names = valuesIn(answer.head, EXPOSE);
  const listed = names.some(each => each.toLowerCase() === name.toLowerCase());
  const covered = listed || isSafelistedResponseHeader(name) || (names.includes('*') && !ask.credentials);
  const seen = names.length === 0 ? `${EXPOSE} is missing` : `${EXPOSE} is \`${names.join(', ')}\``;
  return {
    result: covered ? 'pass' : 'drift',
    expected,
    seen: `${seen} in the answer to ${answer.request.method}.`,
    evidence,
  };
}
