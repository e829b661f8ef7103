import type { Event } from '../../shared/wire/events.ts';
import type { ProbeRecord } from '../../shared/wire/probe-record.ts';
import type { Sequence } from './sequence.ts';
import type { Slot } from './slot.ts';

/** A probe with all its answers weighs a few dozen kilobytes, and only the newest of a route counts. */
const MAX_PROBES = 100;

interface Kept {
  readonly probe: ProbeRecord;
  readonly seq: number;
}

/** The probes that the log keeps. They are few, and stay when exchanges fall out of the ring. */
export class ProbeShelf {
  private readonly kept = new Map<string, Kept>();
  private readonly sequence: Sequence<Slot>;
  private readonly save: (event: Event) => void;
  private lastNumber = 0;

  constructor(sequence: Sequence<Slot>, save: (event: Event) => void) {
    this.sequence = sequence;
    this.save = save;
  }

  /** In the order in which they came. */
  get all(): readonly ProbeRecord[] {
    return [...this.kept.values()].map(({ probe }) => probe);
  }

  newId(): string {
    this.lastNumber += 1;
    return `p${this.lastNumber}`;
  }

  add(probe: ProbeRecord): void {
    this.restore(probe);
    this.save({ type: 'probe', probe });
  }

  /** The same of one that the session file has already. */
  restore(probe: ProbeRecord): void {
    this.lastNumber = Math.max(this.lastNumber, Number(probe.id.slice(1)));
    const seq = this.sequence.push({ event: { type: 'probe', probe } });
    this.remove(probe.id);
    this.kept.set(probe.id, { probe, seq });
    const [oldest = ''] = this.kept.keys();
    if (this.kept.size <= MAX_PROBES) return;
    this.remove(oldest);
    this.sequence.push({ event: { type: 'forgotten', ids: [oldest] } });
  }

  clear(): void {
    for (const id of this.kept.keys()) this.remove(id);
  }

  private remove(id: string): void {
    const { seq } = this.kept.get(id) ?? {};
    if (seq !== undefined) this.sequence.drop(seq);
    this.kept.delete(id);
  }
}
