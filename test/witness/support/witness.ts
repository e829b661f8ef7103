import type { Witness } from '../../../shared/trace/witness.ts';

/** Of the examples' exchange `e1`: it began at 0, and each later one a hundred milliseconds after the one before. */
export const START = Date.UTC(2026, 0, 31, 10) + 100;

/** The account of a GET that was allowed, `begin` and `end` in milliseconds after the start of `e1`. */
export function witness(number: number, [begin, end]: readonly [number, number], more: Partial<Witness> = {}): Witness {
  return {
    id: `w${number}`,
    url: 'https://api.lab.test/me',
    method: 'GET',
    page: 'https://app.lab.test/',
    target: 'page',
    resource: 'Fetch',
    startedAt: START + begin,
    endedAt: START + end,
    outcome: 'allowed',
    status: 200,
    corsError: null,
    failedParameter: '',
    blockedReason: null,
    errorText: '',
    asked: {},
    servedFrom: 'network',
    cookies: { sent: [], blocked: [], setBlocked: [] },
    ...more,
  };
}

/** Refused, and so no answer. */
export function refusal(number: number, times: readonly [number, number], more: Partial<Witness>): Witness {
  return witness(number, times, { outcome: 'blocked', status: null, servedFrom: null, ...more });
}
