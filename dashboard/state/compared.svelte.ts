import type { Decision } from '../../shared/findings/checklist/walk.ts';
import { compareSessions, type RoutePair } from '../../shared/findings/compare/compare.ts';
import { sessionDecisions } from '../../shared/findings/compare/decisions.ts';
import type { Judged } from '../../shared/wire/final-reports.ts';
import { store } from './store.svelte.ts';

/** A session that was read from a file: it stays in this page, and goes nowhere. */
interface Other {
  /** The file's. */
  readonly name: string;
  readonly judged: readonly Judged[];
}

/** This session and another one, paired by route. */
class Compared {
  other = $state.raw<Other | null>(null);
  /** Why a file could not be read, as a sentence; null where it could. */
  problem = $state<string | null>(null);
  pairs = $state.raw<readonly RoutePair[]>([]);
  /** What that says of the checklist's rows. */
  readonly decisions: readonly Decision[] = $derived(
    this.other === null ? [] : sessionDecisions({ kind: 'session', id: this.other.name }, this.pairs),
  );

  /** Pairs this session, as it stands now, with the other one: to be called once traffic pauses. */
  refresh(): void {
    if (this.other === null) return;
    const own = store.judged(store.journeys()).map(journey => ({ journey, report: store.report(journey) }));
    this.pairs = compareSessions(own, this.other.judged);
  }

  async take(file: File): Promise<void> {
    const { readRecorded } = await import('../../shared/wire/recorded.ts');
    const { finalReports } = await import('../../shared/wire/final-reports.ts');
    const recorded = readRecorded(await file.text());
    this.problem = typeof recorded === 'string' ? `${file.name} is neither a HAR nor a capture: ${recorded}.` : null;
    if (typeof recorded === 'string') return;
    this.other = { name: file.name, judged: finalReports(recorded) };
    this.refresh();
  }

  clear(): void {
    this.other = null;
    this.pairs = [];
    this.problem = null;
  }
}

export const compared = new Compared();
