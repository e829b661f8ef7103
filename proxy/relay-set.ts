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

  /** Ends them all; when this resolves, what was under way has been recorded as it stood. */
  async destroyAll(): Promise<void> {
    if (this.size === 0) return;
    const emptied = new Promise<void>(resolve => {
      this.emptied = resolve;
    });
    for (const relay of this) relay.destroy();
    await emptied;
  }
}
