import type { Facts } from '../../cors/facts.ts';
import type { ResponseHead } from '../../http/head.ts';
import { combinedValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Operation } from '../fix.ts';

export const ALLOW_ORIGIN: Operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' };
export const ALLOW_CREDENTIALS: Operation = { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' };
export const ALLOW_METHODS: Operation = {
  op: 'set',
  header: 'Access-Control-Allow-Methods',
  value: '{request-method}',
};
export const ALLOW_HEADERS: Operation = {
  op: 'set',
  header: 'Access-Control-Allow-Headers',
  value: '{request-headers}',
};
export const VARY_ORIGIN: Operation = { op: 'add', header: 'Vary', value: 'Origin' };

/** An answer that names the asking origin must not be reused for another (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches). */
export function varyOrigin({ lines }: ResponseHead): Operation[] {
  const varies = listElements(combinedValue(lines, 'Vary') ?? '').map(name => name.toLowerCase());
  return varies.includes('origin') || varies.includes('*') ? [] : [VARY_ORIGIN];
}

/** Credentials are in play, or whether they are does not show: the origin is named, so allowing them is possible. */
export function allowCredentials({ credentials: { mode } }: Facts): Operation[] {
  return mode === 'include' || mode === 'unknown' ? [ALLOW_CREDENTIALS] : [];
}
