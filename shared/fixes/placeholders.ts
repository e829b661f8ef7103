import type { RequestHead } from '../http/head.ts';
import { firstValue } from '../http/header-line.ts';

const PLACEHOLDER = /\{(origin|request-method|request-headers)\}/g;

const SOURCE: Readonly<Record<string, string>> = {
  origin: 'Origin',
  'request-method': 'Access-Control-Request-Method',
  'request-headers': 'Access-Control-Request-Headers',
};

/** Puts the request's own values in; null where one of them is missing, so that no empty or literal `{origin}` is ever written. */
export function fillIn(value: string, request: RequestHead): string | null {
  if (!value.includes('{')) return value;
  let missing = false;
  const filled = value.replace(PLACEHOLDER, (_placeholder, name: string) => {
    const own = firstValue(request.lines, SOURCE[name] ?? '') ?? '';
    if (own === '') missing = true;
    return own;
  });
  return missing ? null : filled;
}
