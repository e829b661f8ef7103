import type { JourneyReport } from '../../shared/findings/report.ts';
import type { FixDraft } from '../../shared/fixes/fix.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { Refusal } from './api.ts';
import { app } from './app.svelte.ts';
import type { LabCase, LabRun } from './lab-schema.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';
import { told } from './told.ts';

/** A journey of a case's judged call, with what is concluded from it. */
export interface Seen {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** What is known of a case: its newest journey, and the newest that failed, whose suggestions are shown. */
export interface CaseState {
  readonly last: Seen;
  readonly failing: Seen | null;
  readonly mended: boolean;
}

/** The guided tour: which case is looked at, and its runs. */
class LabTour {
  cases = $state.raw<readonly LabCase[]>([]);
  readonly chosen: string | null = $derived(this.#known(route.labCase) ?? this.cases[0]?.id ?? null);
  running = $state<string | null>(null);
  /** What the page had of the newest run of each case. */
  runs = $state.raw<ReadonlyMap<string, LabRun>>(new Map());
  /** Why the newest run did not come about. */
  refusal = $state.raw<{ readonly code: string; readonly message: string } | null>(null);

  /** As it was when the newest run began: its calls come one after the other, and only the last of them is the case. */
  #before: ReadonlyMap<string, CaseState> = new Map();

  async load(): Promise<void> {
    const { api } = app;
    if (api === null || this.cases.length > 0) return;
    try {
      this.cases = (await api.lab()).cases;
    } catch (error) {
      this.#refuse(error);
    }
  }

  choose(id: string): void {
    route.chooseCase(id);
    this.refusal = null;
  }

  /** The case so many further on, in the order in which they are shown. */
  move(by: number): void {
    const at = this.cases.findIndex(({ id }) => id === this.chosen);
    const next = this.cases[Math.max(0, Math.min(this.cases.length - 1, at + by))];
    if (next !== undefined) this.choose(next.id);
  }

  get chosenCase(): LabCase | null {
    return this.cases.find(({ id }) => id === this.chosen) ?? null;
  }

  /** The fix that the chosen case brings along, once it was run. */
  get ownFix(): FixDraft | null {
    const { chosenCase } = this;
    return chosenCase !== null && this.states().has(chosenCase.id) ? chosenCase.mend.fix : null;
  }

  /** The journey whose suggestions are shown: none where the case says that they are of no use, or brings its own fix. */
  get failing(): Journey | null {
    const { chosenCase } = this;
    if (chosenCase?.mend.by !== 'suggestion') return null;
    return this.states().get(chosenCase.id)?.failing?.journey ?? null;
  }

  async run(id: string): Promise<void> {
    const { api } = app;
    if (api === null || this.running !== null) return;
    this.#before = this.#seen();
    this.running = id;
    this.refusal = null;
    try {
      const run = await api.runLabCase(id);
      await told(() => run.journey === null || isTold(run.journey));
      this.runs = new Map(this.runs).set(id, run);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.running = null;
    }
  }

  /** What each case that was run has come to; of a case that is running, what it had come to before. */
  states(): ReadonlyMap<string, CaseState> {
    const states = this.#seen();
    if (this.running === null) return states;
    const before = this.#before.get(this.running);
    if (before === undefined) states.delete(this.running);
    else states.set(this.running, before);
    return states;
  }

  /** One look at all journeys. */
  #seen(): Map<string, CaseState> {
    const byCall = new Map(this.cases.map(each => [keyOf(each.judged.method, each.judged.url), each]));
    const states = new Map<string, CaseState>();
    for (const journey of store.journeys()) {
      const report = store.report(journey);
      const { method, url } = report.facts;
      const of = byCall.get(keyOf(method, url.replace(/[?#].*$/s, '')));
      if (of === undefined || isBeside(report)) continue;
      const mended = report.verdict.outcome === 'allowed' && report.findings.every(({ id }) => id !== of.finding);
      const last: Seen = { journey, report };
      states.set(of.id, { last, mended, failing: mended ? (states.get(of.id)?.failing ?? null) : last });
    }
    return states;
  }

  /** The address may name a case that no lab has. */
  #known(id: string | null): string | null {
    return this.cases.some(each => each.id === id) ? id : null;
  }

  #refuse(error: unknown): void {
    const code = error instanceof Refusal ? error.code : '';
    this.refusal = { code, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Not decided yet, or a call to the same place that CORS has no say in: it came before the one that is judged. */
function isBeside({ verdict: { outcome, phase } }: JourneyReport): boolean {
  return outcome === 'pending' || (outcome === 'not-cors' && phase === null);
}

/** With the browser's own account: until that has come another fix is suggested, which the account would take from the screen. */
function isTold(id: string): boolean {
  const journey = store.journey(id);
  if (journey === null) return false;
  const { verdict, witness } = store.report(journey);
  return verdict.outcome !== 'pending' && witness !== null;
}

function keyOf(method: string, url: string): string {
  return `${method} ${url}`;
}

export const lab = new LabTour();
