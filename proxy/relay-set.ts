import type { Relay } from './tap/relay.ts';

/** The relays of a running corscope. */
export class RelaySet extends Set<Relay> {
  private emptied: (() => void) | null = null;

  override delete(relay: Relay): boolean {
    const was = super.delete(relay);
    if (this.size === 0) this.emptied?.();
    return was;
  }

  sweep(now: number): void {
    for (const relay of this) relay.sweep(now);
  }

  /** Resolves once none is left: what was under way has then been recorded as it stood. */
  async allEnded(): Promise<void> {
    if (this.size === 0) return;
    await new Promise<void>(resolve => {
      this.emptied = resolve;
    });
  }
}
