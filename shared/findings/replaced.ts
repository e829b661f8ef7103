import { fateIn } from './blame.ts';
import type { Failure } from './failure.ts';

/** A layer on the way put another value in the place of what came from further in. */
export interface Replaced {
  readonly layer: string;
  /** Values further in, in wire order. */
  readonly before: readonly string[];
}

/** Checklist rows that fail where a layer replaces a header. */
export const REPLACED_CHECKS: readonly string[] = [
  's1.stripped',
  's5.final',
  's5.layers-in-order',
  'gateway.rewrites',
  'mistake.many-owners',
];

/** Null where the value is as it was made. */
export function replacedOn(failure: Failure, header: string): Replaced | null {
  const { kind, layer, before } = fateIn(failure, header);
  return kind === 'written' && before.length > 0 ? { layer, before } : null;
}

/** ", which `nginx` put in the place of `https://app.lab.test`"; nothing where nobody did. */
export function replacement(failure: Failure, header: string): string {
  const replaced = replacedOn(failure, header);
  if (replaced === null) return '';
  return `, which \`${replaced.layer}\` put in the place of ${replaced.before.map(value => `\`${value}\``).join(' and ')}`;
}
