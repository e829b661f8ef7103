import type { Journey } from '../trace/journey.ts';
import type { Witness } from '../trace/witness.ts';

/** An account for an example: a fetch from `https://app.lab.test` that was blocked, apart from what is said here. */
export function witnessOf(said: Partial<Witness>): Witness {
  return {
    id: 'w1',
    url: 'https://api.lab.test/me',
    method: 'GET',
    page: 'https://app.lab.test/',
    target: 'page',
    resource: 'Fetch',
    startedAt: Date.UTC(2026, 0, 31, 10),
    endedAt: Date.UTC(2026, 0, 31, 10) + 5,
    outcome: 'blocked',
    status: null,
    corsError: null,
    failedParameter: '',
    blockedReason: null,
    errorText: 'net::ERR_FAILED',
    asked: {},
    servedFrom: null,
    cookies: { sent: [], blocked: [], setBlocked: [] },
    ...said,
  };
}

/** A journey of which nothing is known but the browser's account. */
export function witnessedJourney(said: Partial<Witness>): Journey {
  const witness = witnessOf(said);
  return { id: 'jw1', startedAt: witness.startedAt, legs: [], witness };
}
