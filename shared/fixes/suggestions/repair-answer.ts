import type { Suggester } from '../suggestion.ts';
import { originParts } from './parts.ts';
import { ANSWER_CODES } from './preflight-codes.ts';

/** The answer, or the redirect, gets the CORS headers that it lacks. */
export const repairAnswer: Suggester = {
  codes: ANSWER_CODES,
  propose({ failure: { exchange, origin, response }, facts }) {
    const parts = originParts({ origin, mode: facts.credentials.mode }, response);
    return [{ core: null, parts, exchange, phase: 'actual' }];
  },
};
