import { questionsIn, reachedRungs } from '../../probe/ladder.ts';
import { ownerOf } from '../../probe/owner.ts';
import { ALLOW_ORIGIN, linesOf } from '../../probe/reading.ts';
import type { AuditCheck, Audited, AuditSentence } from '../audit-check.ts';

/** The layer that writes the headers is the one that the policy names. */
export const owner = {
  id: 'owner',
  rows: ['policy.owner', 'mistake.many-owners'],
  find: audited => (audited.policy.owner === null ? [] : [ownerSentence(audited, audited.policy.owner)]),
} satisfies AuditCheck;

function ownerSentence({ policy: { ask }, ladder }: Audited, name: string): AuditSentence {
  const expected = `\`${name}\` owns CORS of \`${ask.url}\`.`;
  if (reachedRungs(ladder).length < 2) {
    const seen = 'Fewer than two of the addresses in "via" answered: which layer it is cannot be told.';
    return { result: 'not-seen', expected, seen, evidence: [] };
  }
  const questions = [questionsIn(ladder, ['preflight'])[0], questionsIn(ladder, ['request'])[0]];
  const owners = questions.map(question => ownerOf(ladder, question ?? '')).filter(found => found !== null);
  const evidence = owners.flatMap(({ told }) => linesOf(told, ALLOW_ORIGIN));
  const seen = owners.map(
    ({ layer, told }) => `\`${layer.name}\` writes ${ALLOW_ORIGIN} of the ${told.request.question}`,
  );
  const result = owners.length > 0 && owners.every(({ layer }) => layer.name === name) ? 'pass' : 'drift';
  return {
    result,
    expected,
    seen: owners.length === 0 ? `No layer writes ${ALLOW_ORIGIN}.` : `${seen.join('; ')}.`,
    evidence,
  };
}
