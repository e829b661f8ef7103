import type { Suggester } from '../suggestion.ts';
import { answerPreflight } from './answer-preflight.ts';
import { dedupeAllowOrigin } from './dedupe-allow-origin.ts';
import { followRedirect } from './follow-redirect.ts';
import { locationWithoutUserinfo } from './location-without-userinfo.ts';
import { repairAnswer } from './repair-answer.ts';
import { repairPreflight } from './repair-preflight.ts';

/** Safest first: of two that take as little for granted and are equally small, the earlier one comes first. */
export const SUGGESTERS: readonly Suggester[] = [
  dedupeAllowOrigin,
  locationWithoutUserinfo,
  repairAnswer,
  repairPreflight,
  answerPreflight,
  followRedirect,
];
