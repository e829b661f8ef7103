import type { Decision } from '../findings/checklist/walk.ts';
import { compareSessions, routeOf } from '../findings/compare/compare.ts';
import { sessionDecisions } from '../findings/compare/decisions.ts';
import type { Side } from '../findings/compare/field.ts';
import { reachedRungs } from './ladder.ts';
import { apiOf, type Probe } from './probe.ts';

/** A probe sends what it is told to: of how pages sign in it says nothing. */
const ROWS: readonly string[] = ['s6.origins', 's6.gateway-config'];

/** What two probes of the same route at two APIs, such as the local and the deployed one, say of the checklist. */
export function deploymentDecisions(probes: readonly Probe[]): Decision[] {
  return probes.flatMap((probe, index) =>
    probes
      .slice(0, index)
      .filter(other => routeOf(other.ask.url) === routeOf(probe.ask.url) && apiOf(other) !== apiOf(probe))
      .flatMap(other =>
        sessionDecisions({ kind: 'probe', id: probe.id }, compareSessions(sidesOf(other), sidesOf(probe))),
      )
      .filter(({ row }) => ROWS.includes(row)),
  );
}

function sidesOf({ ladder }: Probe): readonly Side[] {
  return reachedRungs(ladder)[0]?.journeys ?? [];
}
