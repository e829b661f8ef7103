import { isReadOnly } from '../../probe/request-head.ts';
import type { RungJourney } from '../../probe/rung-journey.ts';
import { firstRung, noAnswer } from '../answers.ts';
import type { AuditCheck, Audited, AuditResult, AuditSentence } from '../audit-check.ts';

/** Each origin of the policy gets through with each method and all headers. */
export const allowed = {
  id: 'allowed',
  rows: ['policy.matrix', 'policy.review'],
  find(audited) {
    const { ask } = audited.policy;
    return ask.origins.flatMap(origin => ask.methods.map(method => pageSentence(audited, origin, method)));
  },
} satisfies AuditCheck;

function pageSentence({ policy, ladder }: Audited, origin: string, method: string): AuditSentence {
  const { ask, open } = policy;
  const who = open ? 'Every page' : `A page at \`${origin}\``;
  const headers = ask.headers.length === 0 ? '' : ` and ${ask.headers.map(({ name }) => `\`${name}\``).join(', ')}`;
  const expected = `${who} may ask \`${ask.url}\` with ${method}${headers}, ${ask.credentials ? 'with' : 'without'} credentials.`;
  const journey = firstRung(ladder)?.journeys.find(one => one.origin === origin && one.method === method);
  const refused = journey?.report.verdict.outcome === 'not-cors' || journey === undefined;
  if (refused) return { result: 'drift', expected, seen: noAnswer(ladder), evidence: [] };
  return { result: resultOf(journey), expected, seen: seenOf(journey), evidence: evidenceOf(journey) };
}

/** Of a method that is not sent, its preflight is all that can be known. */
function resultOf({ method, report: { verdict } }: RungJourney): AuditResult {
  if (verdict.outcome === 'depends') return isReadOnly(method) ? 'not-seen' : 'pass';
  return verdict.outcome === 'allowed' ? 'pass' : 'drift';
}

function seenOf({ method, report: { verdict } }: RungJourney): string {
  if (verdict.outcome !== 'depends' || isReadOnly(method)) return verdict.headline;
  return `The preflight for ${method} passes; ${method} itself is not sent, as it may change something.`;
}

function evidenceOf({ report: { verdict } }: RungJourney): AuditSentence['evidence'] {
  const failed = verdict.steps.find(({ result }) => result === 'fail');
  return failed === undefined ? verdict.steps.flatMap(({ lines }) => lines) : failed.lines;
}
