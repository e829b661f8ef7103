import type { Asked } from '../../shared/trace/asked.ts';
import type { Journey } from '../../shared/trace/journey.ts';

/** The same journey, where somebody told what the page asked for. */
export function askedWith(journey: Journey, asked: Asked): Journey {
  const legs = journey.legs.map(leg => ({
    ...leg,
    preflight: leg.preflight && { ...leg.preflight, asked },
    request: leg.request && { ...leg.request, asked },
  }));
  return { ...journey, legs };
}
