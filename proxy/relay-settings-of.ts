import type { Correlating } from './correlating.ts';
import type { CorscopeOptions } from './options.ts';
import type { EventLog } from './record/event-log.ts';
import type { FixStore } from './record/fix-store.ts';
import type { ConnectTo } from './tap/destination.ts';
import { trustAlso } from './tap/dial.ts';
import { DEFAULT_LIMITS, type RelaySettings } from './tap/relay-settings.ts';

const CONNECT_TIMEOUT_MS = 30_000;

export type UpstreamOptions = Pick<CorscopeOptions, 'connectTo' | 'upstreamInsecure' | 'upstreamCa' | 'bodyBytes'>;

/** Ways to upstreams that the options do not name. */
export interface ExtraUpstreams {
  readonly routes: readonly ConnectTo[];
  /** PEM text of an authority to trust; null for none. */
  readonly caPem: string | null;
}

export interface RelayParts {
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly correlating: Correlating;
}

export function relaySettingsOf(
  options: UpstreamOptions,
  extra: ExtraUpstreams,
  { log, fixes, correlating }: RelayParts,
): Omit<RelaySettings, 'isSelf'> {
  return {
    log,
    dial: {
      connectTo: [...options.connectTo, ...extra.routes],
      insecure: options.upstreamInsecure,
      trust: trustAlso([options.upstreamCa, extra.caPem].filter(pem => pem !== null)),
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
    },
    limits: { ...DEFAULT_LIMITS, bodyBytes: options.bodyBytes },
    fixes: () => fixes.matcher(),
    correlation: () => correlating.current,
  };
}
