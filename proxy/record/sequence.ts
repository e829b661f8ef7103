import { firstAfter } from './first-after.ts';

const COMPACT_AFTER = 1024;

export interface Numbered<Slot> {
  readonly seq: number;
  readonly slot: Slot;
}

/**
 * Slots under rising numbers. A slot that a newer one replaces is dead: it stays where it is, is never read, and goes
 * when there are many.
 */
export class Sequence<Slot> {
  private readonly isLive: (slot: Slot, seq: number) => boolean;
  private seqs: number[] = [];
  private slots: Slot[] = [];
  private dead = 0;
  /** The newest number. */
  last = 0;

  constructor(isLive: (slot: Slot, seq: number) => boolean) {
    this.isLive = isLive;
  }

  /** Gives the slot's number. */
  push(slot: Slot): number {
    // before and not after: whose slot it is learns the number only when this returns, and the slot would count as dead
    if (this.dead > COMPACT_AFTER && this.dead > this.slots.length / 2) this.compact();
    this.last += 1;
    this.seqs.push(this.last);
    this.slots.push(slot);
    return this.last;
  }

  /** So many slots have been replaced. */
  died(count: number): void {
    this.dead += count;
  }

  *after(seq: number): Generator<Numbered<Slot>> {
    for (let index = firstAfter(this.seqs, seq); index < this.slots.length; index += 1) {
      const slot = this.slots[index];
      const number = this.seqs[index];
      if (slot !== undefined && number !== undefined && this.isLive(slot, number)) yield { seq: number, slot };
    }
  }

  /** Takes the first slot of a kind out, and gives its number; null where there is none. */
  removeFirst(ofKind: (slot: Slot) => boolean): number | null {
    const index = this.slots.findIndex(ofKind);
    if (index === -1) return null;
    this.slots.splice(index, 1);
    return this.seqs.splice(index, 1)[0] ?? null;
  }

  compact(): void {
    const keep = this.slots.map((slot, index) => this.isLive(slot, this.seqs[index] ?? 0));
    this.seqs = this.seqs.filter((_, index) => keep[index]);
    this.slots = this.slots.filter((_, index) => keep[index]);
    this.dead = 0;
  }
}
