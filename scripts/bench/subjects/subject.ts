import type { Ground } from '../ground/ground.ts';

/** A proxy that runs and can be measured. */
export interface Running {
  readonly port: number;
  /** How it wants to be asked: as if it were the server, or as a forward proxy. */
  readonly form: 'reverse' | 'forward';
  /** Null where there is no process between the load generator and the upstream. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

export interface Subject {
  readonly id: string;
  readonly title: string;
  /** Why it cannot be measured here, or null. */
  missing(ground: Ground): string | null;
  start(ground: Ground, upstreamPort: number): Promise<Running>;
}

export function present(): null {
  return null;
}
