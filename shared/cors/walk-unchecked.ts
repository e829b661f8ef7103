import { NOT_CORS, PENDING, type Stop } from './ending.ts';
import { checkResourcePolicy } from './resource-policy.ts';
import type { Trip } from './trip.ts';
import type { Step } from './verdict.ts';

/** A journey in which CORS has no say: notes what else can have kept the answer from the page. */
export function walkUnchecked(trip: Trip, steps: Step[]): Stop {
  for (const { leg, brokenRequest } of trip.legs) {
    if (leg.request === null) continue;
    if (brokenRequest !== null) {
      steps.push(brokenRequest.step);
      return NOT_CORS;
    }
    if (leg.request.kind === 'tunnel') continue;
    if (leg.request.delivered === null) return { ...PENDING, phase: 'actual' };
    const policy = trip.mode === 'no-cors' ? checkResourcePolicy(leg.request) : null;
    if (policy !== null) steps.push(policy.step);
  }
  return NOT_CORS;
}
