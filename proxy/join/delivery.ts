/**
 * What of a tap's log has arrived, as sequence numbers alone, and so how many exchanges fell out of memory before they
 * could be reported.
 */
export class Delivery {
  /** Exchanges lost for good. */
  dropped = 0;
  /** Everything up to here was sent on the connection there is, or the last one. */
  sent = 0;
  /** Reports that were not confirmed yet. */
  unconfirmed = 0;
  private arrived = 0;
  /** Sent, gone from memory, and not known to have arrived. */
  private doubtful: number[] = [];

  /** A new connection: the other end has everything up to `after`. */
  resume(after: number): void {
    this.dropped += this.doubtful.filter(seq => seq > after).length;
    this.doubtful = [];
    this.arrived = after;
    this.sent = after;
    this.unconfirmed = 0;
  }

  /** A report was confirmed: the other end has everything up to `seq`. */
  have(seq: number): void {
    this.arrived = seq;
    this.unconfirmed -= 1;
    this.doubtful = this.doubtful.filter(each => each > seq);
  }

  /** These have fallen out of memory. */
  forget(seqs: readonly number[]): void {
    for (const seq of seqs) {
      if (seq > this.sent) this.dropped += 1;
      else if (seq > this.arrived) this.doubtful.push(seq);
    }
  }
}
