import { NOT_CORS, PENDING, type Stop } from './ending.ts';
import { checkNetwork } from './network-check.ts';
import { checkResourcePolicy } from './resource-policy.ts';
import type { Trip } from './trip.ts';
import type { Step } from './verdict.ts';

/** A journey in which CORS has no say: notes what else can have kept the answer from the page. */
export function walkUnchecked(trip: Trip, steps: Step[]): Stop {
  for (const { leg } of trip.legs) {
    if (leg.request === null) continue;
    const broken = checkNetwork(leg.request);
    if (broken !== null) {
      steps.push(broken.step);
      return NOT_CORS;
    }
    if (leg.request.kind === 'tunnel') continue;
    if (leg.request.delivered === null) return { ...PENDING, phase: 'actual' };
    const policy = trip.mode === 'no-cors' ? checkResourcePolicy(leg.request) : null;
    if (policy !== null) steps.push(policy.step);
  }
  return NOT_CORS;
}
