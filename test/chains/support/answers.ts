import type { HeaderLine } from '../../../shared/http/header-line.ts';
import type { AppAnswer } from '../../support/servers/app.ts';

/** What an app sends that does CORS right. */
export const ALLOWED: readonly HeaderLine[] = [
  ['Access-Control-Allow-Origin', '{origin}'],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Vary', 'Origin'],
];

/** It names the page, and does not say that the answer varies by it. */
export const WITHOUT_VARY = ALLOWED.filter(([name]) => name !== 'Vary');

export const PREFLIGHT_ALLOWED: AppAnswer = {
  method: 'OPTIONS',
  status: '204 No Content',
  lines: [...ALLOWED, ['Access-Control-Allow-Methods', 'PUT'], ['Access-Control-Allow-Headers', 'content-type']],
};

export const JSON_TYPE: HeaderLine = ['Content-Type', 'application/json'];

/** Every request of an app that does CORS right. */
export const RIGHT_APP: readonly AppAnswer[] = [
  PREFLIGHT_ALLOWED,
  { status: '200 OK', lines: [JSON_TYPE, ...ALLOWED], body: '{"orders":[]}' },
];

/** An app that leaves CORS to the layers in front of it. */
export const PLAIN_APP: readonly AppAnswer[] = [{ status: '200 OK', lines: [JSON_TYPE], body: '{"orders":[]}' }];
