/** Where requests go: to a port of this machine, or through a proxy there into a TLS tunnel. */
export interface Target {
  readonly port: number;
  readonly tunnel: { readonly host: string; readonly port: number } | null;
}

interface Aimed {
  readonly target: Target;
  /** The process whose CPU time is read at both ends of the measured window; null for none. */
  readonly pid: number | null;
}

/** As many requests as go through: each connection sends the next one as soon as it has its answer. */
export interface ClosedJob extends Aimed {
  readonly kind: 'closed';
  /** Sent in turn on each connection. */
  readonly requests: readonly string[];
  /** Stands in the requests where a number is to be, of as many digits; then they are sent in turn on all connections together. */
  readonly numberAt?: string;
  readonly connections: number;
  readonly warmMs: number;
  readonly until: { readonly ms: number } | { readonly count: number };
}

/** Requests at a steady pace, far below what saturates anything. */
export interface PacedJob extends Aimed {
  readonly kind: 'paced';
  readonly request: string;
  readonly perSecond: number;
  readonly warmMs: number;
  readonly ms: number;
}

export interface TransferJob extends Aimed {
  readonly kind: 'transfer';
  readonly head: string;
  /** Bytes that follow the head. */
  readonly bodyBytes: number;
}

/** One stream of server-sent events that carry the moment they were sent at. */
export interface EventsJob extends Aimed {
  readonly kind: 'events';
  readonly request: string;
}

/** One request each to hosts that the proxy has not seen, one after the other. */
export interface HostsJob extends Aimed {
  readonly kind: 'hosts';
  readonly warm: number;
  readonly count: number;
}

export type LoadJob = ClosedJob | PacedJob | TransferJob | EventsJob | HostsJob;

export interface LoadResult {
  /** Requests answered in the measured window; events for a stream. */
  readonly count: number;
  readonly ms: number;
  /** CPU time of the subject in the window. */
  readonly cpuMs: number | null;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly failed: number;
}
