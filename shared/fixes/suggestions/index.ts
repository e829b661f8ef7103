import type { Suggester } from '../suggestion.ts';
import { allowCredentials } from './allow-credentials.ts';
import { allowHeaders } from './allow-headers.ts';
import { allowMethods } from './allow-methods.ts';
import { allowOrigin } from './allow-origin.ts';
import { allowOriginWithCredentials } from './allow-origin-with-credentials.ts';
import { answerPreflight } from './answer-preflight.ts';
import { completePreflight } from './complete-preflight.ts';
import { dedupeAllowOrigin } from './dedupe-allow-origin.ts';
import { locationWithoutUserinfo } from './location-without-userinfo.ts';

/** Safest first: of two that are equally good and equally small, the earlier one comes first. */
export const SUGGESTERS: readonly Suggester[] = [
  dedupeAllowOrigin,
  locationWithoutUserinfo,
  allowMethods,
  allowHeaders,
  allowOrigin,
  allowCredentials,
  allowOriginWithCredentials,
  completePreflight,
  answerPreflight,
];
