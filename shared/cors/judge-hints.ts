import type { CredentialsMode, RedirectMode } from './verdict.ts';

export type RequestMode = 'cors' | 'no-cors' | 'same-origin' | 'navigate' | 'websocket';

/** What the page asked for, where something other than the wire knows: a HAR's `_credentials`, `_redirect` and `_mode`. */
export interface JudgeHints {
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
  readonly mode?: RequestMode;
}
