import type { Suggester } from '../suggestion.ts';
import { preflightParts, preflightStatus } from './parts.ts';
import { REPAIRABLE_PREFLIGHT } from './preflight-codes.ts';

/** The server answers OPTIONS; its answer gets what it lacks. */
export const repairPreflight: Suggester = {
  codes: REPAIRABLE_PREFLIGHT,
  propose({ failure: { code, exchange, origin, response }, facts }) {
    const parts = preflightParts({ origin, mode: facts.credentials.mode }, response, exchange);
    const status = code === 'PreflightInvalidStatus' ? [preflightStatus(response)] : [];
    return [{ core: null, parts: [...status, ...parts], exchange, phase: 'preflight' }];
  },
};
