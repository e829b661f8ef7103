import type { ProbedJourney } from '../findings/matrix.ts';
import { reachedRungs } from './ladder.ts';
import { newestProbes, type Probe } from './probe.ts';

/** What pages would get of each layer that answered, as the newest probes show it: for the matrix. */
export function probedJourneys(probes: readonly Probe[]): ProbedJourney[] {
  return newestProbes(probes).flatMap(({ id, ladder }) =>
    reachedRungs(ladder).flatMap(({ name, journeys }, depth) =>
      journeys.map(({ journey, report }) => ({ journey, report, probe: id, layer: name, depth })),
    ),
  );
}
