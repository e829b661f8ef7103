import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** What `look` finds as soon as it finds something, null after `patience` milliseconds without. */
export async function until<Found>(patience: number, look: () => Found | null): Promise<Found | null> {
  const end = performance.now() + patience;
  for (;;) {
    const found = look();
    if (found !== null || performance.now() >= end) return found;
    await pause(LOOK_EVERY_MS);
  }
}
