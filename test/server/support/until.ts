import { setTimeout as pause } from 'node:timers/promises';

const CAP_MS = 20_000;

/** Asks again and again until `found` gives a value; the cap is generous, for busy machines. */
export async function until<T>(found: () => Promise<T | null> | T | null, what: string): Promise<T> {
  const last = Date.now() + CAP_MS;
  for (;;) {
    const value = await found();
    if (value !== null) return value;
    if (Date.now() > last) throw new Error(`in vain: ${what}`);
    await pause(10);
  }
}
