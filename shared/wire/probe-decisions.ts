import type { Decision } from '../findings/checklist/walk.ts';
import { decisionsOf } from '../probe/decisions.ts';
import { deploymentDecisions } from '../probe/deployments.ts';
import { apiOf, newestProbes } from '../probe/probe.ts';
import type { SessionState } from './fold.ts';

/** What the session's probes say of the checklist's rows; `apis`: origins of the APIs that are of interest, null for all. */
export function probeDecisions(state: SessionState, apis: ReadonlySet<string> | null): readonly Decision[] {
  const probes = newestProbes(state.probes);
  return [
    ...probes
      .filter(probe => apis === null || apis.has(apiOf(probe)))
      .flatMap(probe => decisionsOf(probe.id, state.probeReport(probe))),
    ...(apis === null ? deploymentDecisions(probes) : []),
  ];
}
