import { firstAfter } from './first-after.ts';

const COMPACT_AFTER = 1024;

export interface Numbered<Slot> {
  readonly seq: number;
  readonly slot: Slot;
}

/** Slots under rising numbers. What is dropped leaves an empty place, and those go when there are many. */
export class Sequence<Slot> {
  private seqs: number[] = [];
  private slots: (Slot | null)[] = [];
  private empty = 0;
  /** The newest number. */
  last = 0;

  /** Gives the slot's number. */
  push(slot: Slot): number {
    if (this.empty > COMPACT_AFTER && this.empty > this.slots.length / 2) this.compact();
    this.last += 1;
    this.seqs.push(this.last);
    this.slots.push(slot);
    return this.last;
  }

  /** Lets go of the slot with that number at once: a recording that a newer state has replaced may hold megabytes. */
  drop(seq: number): void {
    const index = firstAfter(this.seqs, seq - 1);
    if (this.seqs[index] !== seq || this.slots[index] === null) return;
    this.slots[index] = null;
    this.empty += 1;
  }

  *after(seq: number): Generator<Numbered<Slot>> {
    for (let index = firstAfter(this.seqs, seq); index < this.slots.length; index += 1) {
      const slot = this.slots[index];
      const number = this.seqs[index];
      if (slot !== undefined && slot !== null && number !== undefined) yield { seq: number, slot };
    }
  }

  private compact(): void {
    this.seqs = this.seqs.filter((_, index) => this.slots[index] !== null);
    this.slots = this.slots.filter(slot => slot !== null);
    this.empty = 0;
  }
}
