import type { Asked } from '../trace/asked.ts';
import type { Journey } from '../trace/journey.ts';

/** What the page asked for, where something other than the wire knows. */
export type JudgeHints = Asked;

/**
 * What the browser saw inside the page, and else what the journey's own exchanges tell. A preflight is a request with
 * modes of its own, so a word on the request itself counts before one on its preflight; for each mode the first word
 * counts.
 */
export function hintsOf({ legs, witness }: Journey): JudgeHints {
  const words: Asked[] = [];
  if (witness !== null) words.push(witness.asked);
  for (const { request } of legs) if (request?.asked !== undefined) words.push(request.asked);
  for (const { preflight } of legs) if (preflight?.asked !== undefined) words.push(preflight.asked);
  // a later source replaces what is there: the first word goes last
  return words.length === 0 ? NOTHING : Object.assign({}, ...words.reverse());
}

const NOTHING: JudgeHints = {};
