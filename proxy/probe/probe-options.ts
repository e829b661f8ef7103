import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { DialSettings } from '../tap/dial.ts';

/** How the requests reach the rungs. */
export interface ProbeNetwork extends Omit<DialSettings, 'connectTimeoutMs'> {
  /** For each request, from connecting to the end of its answer. */
  readonly timeoutMs: number;
}

export const DEFAULT_NETWORK: ProbeNetwork = { connectTo: [], insecure: false, trust: null, timeoutMs: 10_000 };

/** Six rungs with one origin and one method, or two with several of each. */
export const DEFAULT_MAX_REQUESTS = 100;

export interface ProbeOptions {
  readonly network?: Partial<ProbeNetwork>;
  /** Say what would be sent, and send nothing. */
  readonly dryRun?: boolean;
  /** A plan with more is refused. */
  readonly maxRequests?: number;
  /** Once aborted, nothing more is sent; what has come is concluded from. */
  readonly signal?: AbortSignal;
  /** Told before a request is sent, and again with its exchange once it has ended. */
  readonly onRequest?: (request: ProbeRequest, total: number, exchange: Exchange | null) => void;
}
