import { type BlamedAnswer, blameAnswer } from './blame.ts';
import { type Ladder, reachedRungs, toldTo } from './ladder.ts';
import { ALLOW_ORIGIN, onlyValue } from './reading.ts';

/** The layer that writes the one Access-Control-Allow-Origin that reaches the browser; null where there is none, or several. */
export function ownerOf(ladder: Ladder, question: string): BlamedAnswer | null {
  const outermost = toldTo(reachedRungs(ladder)[0] ?? null, question);
  const final = outermost === null ? null : onlyValue(outermost.head, ALLOW_ORIGIN);
  return !final ? null : blameAnswer(ladder, question, told => onlyValue(told.head, ALLOW_ORIGIN) === final);
}
