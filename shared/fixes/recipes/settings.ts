import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { isAbout } from './policy-headers.ts';

/** Lines of a configuration or a call, and the header that they decide. */
export interface Setting {
  readonly header: string;
  readonly lines: readonly string[];
}

export function setting(header: string, ...lines: readonly string[]): Setting {
  return { header, lines };
}

export function allLines(settings: readonly Setting[]): string[] {
  return settings.flatMap(({ lines }) => lines);
}

/** Faults that are not about one value: whatever answers, and where it stands, has to be written anew. */
export function isAboutAll(fault: Fault): boolean {
  return fault === 'headers-absent' || fault === 'errors-without-headers' || fault === 'preflight-refused';
}

/** The lines that a fault is about; all of them where the policy has none of those. */
export function linesFor(settings: readonly Setting[], fault: Fault): string[] {
  const concerned = settings.filter(({ header }) => isAbout(fault, header));
  return allLines(concerned.length > 0 ? concerned : settings);
}

/** The origins, with `*` for any. */
export function originList({ origins }: Policy): readonly string[] {
  return origins === 'any' ? ['*'] : origins;
}

/**
 * For those that take an empty list for none given, and then allow headers of their own choice, or all: a name that is allowed
 * in any case stands for none.
 */
export function neverEmpty(names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : ['accept'];
}

/** As the value of one header line. */
export function listed(names: readonly string[]): string {
  return names.join(', ');
}
