import type { Finding, JourneyReport } from '../findings/report.ts';
import { blameRung } from './blame.ts';
import type { Ladder, LadderRung } from './ladder.ts';

/** The rung's journeys; where their findings blame what was talked to, the ladder knows which layer behind it that is. */
export function blamedJourneys(ladder: Ladder, rung: LadderRung): JourneyReport[] {
  return rung.journeys.map(({ origin, method, report }) => {
    const findings = report.findings.map(finding =>
      finding.layer === rung.name || finding.layer === UNNAMED
        ? { ...finding, layer: layerOf(ladder, rung, { origin, method, finding }) }
        : finding,
    );
    return { ...report, findings };
  });
}

/** The forward proxy's name among rungs is no layer's name among findings. */
const UNNAMED = 'upstream';

interface Place {
  readonly origin: string;
  readonly method: string;
  readonly finding: Finding;
}

/** From this rung inwards, the last one whose journey has the finding too. */
function layerOf({ ask, rungs }: Ladder, rung: LadderRung, { origin, method, finding }: Place): string {
  const within = { ask, rungs: rungs.slice(rungs.indexOf(rung)) };
  const blamed = blameRung(within, other =>
    other.journeys.some(
      journey =>
        journey.origin === origin &&
        journey.method === method &&
        journey.report.findings.some(({ id }) => id === finding.id),
    ),
  );
  return blamed?.layer.name ?? rung.name;
}
