import { checkAllowCredentials } from './allow-credentials.ts';
import { type AllowOriginCode, checkAllowOrigin } from './allow-origin.ts';
import type { Answer } from './header-reading.ts';
import type { Checked } from './step.ts';

export type CorsCheckCode = AllowOriginCode | 'InvalidAllowCredentials';

/** What the browser compares an answer with. */
export interface Asker {
  /** The Origin header's word. */
  readonly origin: string;
  /** Credentials mode is `include`. */
  readonly include: boolean;
}

/** The checks made up to the first that fails. https://fetch.spec.whatwg.org/#concept-cors-check */
export function corsCheck(answer: Answer, asker: Asker): Checked<CorsCheckCode>[] {
  const origin = checkAllowOrigin(answer, asker.origin, asker.include);
  return origin.failed ? [origin] : [origin, checkAllowCredentials(answer, asker.include)];
}
