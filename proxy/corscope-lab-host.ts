import { walkChecklist } from '../shared/findings/checklist/walk.ts';
import { suggestFixes } from '../shared/fixes/suggest.ts';
import type { Corscope } from './corscope.ts';
import type { LabHost } from './lab/lab-host.ts';

/** The running corscope as the lab sees it. */
export async function labHostOf({ proxyUrl, ca, fixes, witnesses, ...corscope }: Corscope): Promise<LabHost> {
  const view = await corscope.view();
  return {
    proxyUrl,
    spki: ca.spki,
    witnesses,
    journeys() {
      const state = view.now();
      return state.journeys.map(journey => state.report(journey));
    },
    failedRows(journeyIds) {
      const state = view.now();
      const judged = state.journeys
        .filter(({ id }) => journeyIds.includes(id))
        .map(journey => ({ journey, report: state.report(journey) }));
      const rows = walkChecklist(judged).flatMap(group => group.rows);
      return rows.flatMap(({ id, result, proofs: [proof] }) =>
        result === 'fail' && proof?.finding != null ? [{ id, finding: proof.finding }] : [],
      );
    },
    suggestions(journeyId) {
      const journey = view.now().journey(journeyId);
      return journey === null ? [] : suggestFixes(journey);
    },
    addFix: draft => fixes.add(draft),
    removeFix: id => void fixes.remove(id),
  };
}
