import type { Correlating } from './correlating.ts';
import type { CorscopeOptions } from './options.ts';
import type { EventLog } from './record/event-log.ts';
import type { FixStore } from './record/fix-store.ts';
import { trustAlso } from './tap/dial.ts';
import { DEFAULT_LIMITS, type RelaySettings } from './tap/relay-settings.ts';

const CONNECT_TIMEOUT_MS = 30_000;

export type UpstreamOptions = Pick<CorscopeOptions, 'connectTo' | 'upstreamInsecure' | 'upstreamCa' | 'bodyBytes'>;

export interface RelayParts {
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly correlating: Correlating;
}

/** `alsoTrusted`: PEM text of an authority that the options do not name; null for none. */
export function relaySettingsOf(
  options: UpstreamOptions,
  alsoTrusted: string | null,
  { log, fixes, correlating }: RelayParts,
): Omit<RelaySettings, 'isSelf'> {
  return {
    log,
    dial: {
      connectTo: options.connectTo,
      insecure: options.upstreamInsecure,
      trust: trustAlso([options.upstreamCa, alsoTrusted].filter(pem => pem !== null)),
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
    },
    limits: { ...DEFAULT_LIMITS, bodyBytes: options.bodyBytes },
    fixes: () => fixes.matcher(),
    correlation: () => correlating.current,
  };
}
