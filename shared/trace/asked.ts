export const CREDENTIALS_MODES = ['include', 'same-origin', 'omit'] as const;
export const REDIRECT_MODES = ['follow', 'manual', 'error'] as const;
export const REQUEST_MODES = ['cors', 'no-cors', 'same-origin', 'navigate', 'websocket'] as const;

export type CredentialsMode = (typeof CREDENTIALS_MODES)[number];
export type RedirectMode = (typeof REDIRECT_MODES)[number];
export type RequestMode = (typeof REQUEST_MODES)[number];

/**
 * What the page asked for, in the Fetch standard's words, where somebody other than the wire told: a HAR's `_credentials`,
 * `_redirect` and `_mode`. https://fetch.spec.whatwg.org/#requests
 */
export interface Asked {
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
  readonly mode?: RequestMode;
}
