import { suggestFixes } from '../shared/fixes/suggest.ts';
import type { LabHost } from './lab/lab-host.ts';
import type { FixStore } from './record/fix-store.ts';
import type { SessionView } from './server/session-view.ts';

interface HostParts {
  readonly proxyUrl: string;
  readonly spki: string;
  readonly view: SessionView;
  readonly fixes: FixStore;
}

/** The running corscope as the lab sees it. */
export function createLabHost({ proxyUrl, spki, view, fixes }: HostParts): LabHost {
  return {
    proxyUrl,
    spki,
    journeys() {
      const state = view.now();
      return state.journeys.map(journey => state.report(journey));
    },
    suggestions(journeyId) {
      const journey = view.now().journey(journeyId);
      return journey === null ? [] : suggestFixes(journey);
    },
    addFix: draft => fixes.add(draft),
    removeFix: id => void fixes.remove(id),
  };
}
