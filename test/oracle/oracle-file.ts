import { readFileSync } from 'node:fs';
import type { HeaderLine } from '../../shared/http/header-line.ts';

/** What a real Chromium did, as recorded: the parts of a line that the tests read. */
export interface OracleMessage {
  readonly conn: number;
  readonly request: { readonly method: string; readonly url: string; readonly headers: readonly HeaderLine[] };
  readonly response:
    | { readonly status: number; readonly headers: readonly HeaderLine[] }
    | { readonly action: 'reset' | 'close' }
    | { readonly action: 'raw'; readonly bytes: string };
}

export interface OracleRequest {
  readonly api: 'fetch' | 'xhr';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'include' | 'same-origin' | 'omit';
  readonly redirect: 'follow' | 'manual' | 'error';
  readonly method: string;
  /** As the page set them. */
  readonly headers: readonly HeaderLine[];
}

export interface OracleLabel {
  readonly outcome: 'allowed' | 'blocked' | 'opaque' | 'opaqueredirect' | 'init-error';
  readonly phase: 'none' | 'init' | 'request' | 'preflight' | 'redirect' | 'response';
  readonly causeKind: 'none' | 'cors' | 'blocked' | 'net' | 'init';
  readonly cause: string | null;
  readonly readableHeaders?: readonly string[];
}

export interface OracleVariant {
  readonly credentials?: OracleRequest['credentials'];
  readonly redirect?: OracleRequest['redirect'];
  readonly sameWire: boolean;
  readonly outcome: OracleLabel['outcome'];
  readonly phase: OracleLabel['phase'];
  readonly cause: string | null;
}

export interface OracleCase {
  readonly id: string;
  readonly set: 'main' | 'lna';
  readonly page: { readonly origin: string };
  readonly request: OracleRequest;
  /** Cookies that the browser held before. */
  readonly jar: readonly unknown[];
  readonly wire: readonly OracleMessage[];
  readonly label: OracleLabel;
  readonly wireAmbiguous?: boolean;
  readonly readableHeadersAmbiguous?: boolean;
  readonly variants?: readonly OracleVariant[];
}

export interface OracleSequence {
  readonly id: string;
  readonly kind: 'preflight-cache' | 'http-cache';
  readonly scenario: string;
  readonly steps: readonly {
    readonly startMs: number;
    readonly elapsedMs: number;
    readonly request: OracleRequest;
    readonly wire: readonly OracleMessage[];
    readonly label: OracleLabel;
    readonly preflightSent: boolean;
  }[];
}

export function readOracle<Line>(name: string): Line[] {
  const text = readFileSync(new URL(`../fixtures/oracle/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line);
}
