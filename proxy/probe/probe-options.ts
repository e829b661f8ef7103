import type { ProbeAsk } from '../../shared/probe/ask.ts';
import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { ConnectTo } from '../tap/destination.ts';

/** How the requests reach the rungs. */
export interface ProbeNetwork {
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamInsecure: boolean;
  /** PEM text trusted beside the built-in roots, null for none. */
  readonly upstreamCa: string | null;
  /** For each request, from connecting to the end of its answer. */
  readonly timeoutMs: number;
}

/** Everything beyond `url` and `origins` has a default. */
export interface ProbeOptions extends Pick<ProbeAsk, 'url'>, Partial<Omit<ProbeAsk, 'url' | 'guessed'>> {
  readonly network?: Partial<ProbeNetwork>;
  /** Say what would be sent, and send nothing. */
  readonly dryRun?: boolean;
  /** A plan with more is refused. */
  readonly maxRequests?: number;
  /** Called before a request is sent, and again with its exchange once it has ended. */
  readonly onRequest?: (request: ProbeRequest, total: number, exchange: Exchange | null) => void;
}
