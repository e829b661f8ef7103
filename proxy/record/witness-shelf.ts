import { type Witness, witnessNumber } from '../../shared/trace/witness.ts';

/** Accounts weigh a kilobyte or so, and most go with their exchanges long before there are as many. */
const MAX_WITNESSES = 20_000;
/** Given up at once, so that a full shelf does not tell of each one apart. */
const SURPLUS = 1000;

interface Kept {
  readonly witness: Witness;
  readonly seq: number;
}

/** The browser's accounts that the log keeps, each with the sequence number of its newest state. */
export class WitnessShelf {
  private readonly kept = new Map<string, Kept>();
  private lastNumber = 0;

  newId(): string {
    this.lastNumber += 1;
    return `w${this.lastNumber}`;
  }

  /** Gives the number of its earlier state, null where there was none. */
  put(witness: Witness, seq: number): number | null {
    this.lastNumber = Math.max(this.lastNumber, witnessNumber(witness.id));
    const before = this.kept.get(witness.id);
    this.kept.set(witness.id, { witness, seq });
    return before?.seq ?? null;
  }

  /** Those that came first, where there are too many. */
  overflow(): readonly string[] {
    return this.kept.size < MAX_WITNESSES + SURPLUS ? [] : [...this.kept.keys()].slice(0, SURPLUS);
  }

  /**
   * Those of requests that began up to then (milliseconds since the epoch): a page asks before corscope sees an exchange, so
   * no account outlives its exchange. One that did would say that nothing had been sent.
   */
  upTo(time: number): readonly string[] {
    return [...this.kept.values()].filter(({ witness }) => witness.startedAt <= time).map(({ witness }) => witness.id);
  }

  /** Gives their numbers. */
  remove(ids: readonly string[]): readonly number[] {
    const seqs = ids.flatMap(id => this.kept.get(id)?.seq ?? []);
    for (const id of ids) this.kept.delete(id);
    return seqs;
  }

  /** Removes all, and gives their numbers. */
  clear(): readonly number[] {
    return this.remove([...this.kept.keys()]);
  }
}
