import type { ConnectTo, Destination } from './tap/destination.ts';

export interface TapOption {
  readonly name: string;
  /** 0: any free one. */
  readonly port: number;
  readonly target: Destination;
  /** Whether clients speak TLS to the tap, with a certificate of corscope's CA; plain HTTP where it is left away. */
  readonly secure?: boolean;
  /** Address to listen on; absent: that of the proxy. */
  readonly listen?: string;
}

/** How a corscope is to run; made by the command line and the configuration file, and by tests. */
export interface CorscopeOptions {
  /** Address to listen on; loopback unless the user says otherwise. */
  readonly host: string;
  /** 0: any free one; null: 4321 or the next free one. */
  readonly port: number | null;
  readonly taps: readonly TapOption[];
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamInsecure: boolean;
  /** PEM text trusted beside the system's roots, null for none. */
  readonly upstreamCa: string | null;
  readonly sessionFile: string | null;
  /** Folder of the CA. */
  readonly home: string;
  /** Bytes that the record may take in memory. */
  readonly memoryBytes: number;
  /** Bytes kept of each body. */
  readonly bodyBytes: number;
  /** What the API asks for; absent: a new one each start. */
  readonly token?: string;
  /** Whether the lab stands behind the proxy. */
  readonly lab: boolean;
}

export const DEFAULT_PORT = 4321;
export const DEFAULT_MEMORY_BYTES = 64 * 1024 * 1024;
export const DEFAULT_BODY_BYTES = 256 * 1024;

/** What runs where nothing else is said; whose `home` it is, only the caller knows. */
export const DEFAULT_OPTIONS: Omit<CorscopeOptions, 'home'> = {
  host: '127.0.0.1',
  port: null,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  bodyBytes: DEFAULT_BODY_BYTES,
  lab: false,
};
