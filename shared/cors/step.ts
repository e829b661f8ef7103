import { clip } from '../http/clip.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { CorsErrorCode } from './cors-error.ts';
import type { Step } from './verdict.ts';

/** What one check found: its step, and whether the browser stops here. `code` is null where the browser has no CORS word. */
export interface Checked<Code extends CorsErrorCode = CorsErrorCode> {
  readonly step: Step;
  readonly failed: boolean;
  readonly code: Code | null;
}

export function passed(check: string, spec: string, lines: readonly LineRef[]): Checked<never> {
  return { step: { check, spec, result: 'pass', lines }, failed: false, code: null };
}

export function skipped(check: string, spec: string, lines: readonly LineRef[] = []): Checked<never> {
  return { step: { check, spec, result: 'skip', lines }, failed: false, code: null };
}

export function failed<Code extends CorsErrorCode>(
  code: Code | null,
  check: string,
  spec: string,
  lines: readonly LineRef[],
): Checked<Code> {
  return { step: { check, spec, result: 'fail', lines }, failed: true, code };
}

/** A sentence that goes on after a colon: its first word loses the capital, names of headers and browsers keep theirs. */
export function asClause(text: string): string {
  return text.replace(/^(?!Local Network|Chromium|Firefox)[A-Z](?=[a-z]* )/, letter => letter.toLowerCase());
}

/** A value from the wire inside a sentence. */
export function quote(value: string): string {
  return value === '' ? 'an empty value' : `\`${clip(value)}\``;
}
