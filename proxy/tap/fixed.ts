import { answerOf, applyToRequest, applyToResponse, type FollowedFrom } from '../../shared/fixes/apply.ts';
import { askAnew, keepOutOfCaches } from '../../shared/fixes/keep-fresh.ts';
import { hasNoBody } from '../../shared/fixes/status-line.ts';
import {
  parseRequestHead,
  parseResponseHead,
  type ResponseHead,
  writeRequestHead,
  writeResponseHead,
} from '../../shared/http/head.ts';
import type { Turn } from './turn.ts';

/** The head that a fix answers this preflight with, or null. */
export function fixedAnswer(turn: Turn): Buffer | null {
  if (turn.request === null || turn.fixes.length === 0) return null;
  const answer = answerOf(turn.fixes, turn.request);
  if (answer === null) return null;
  turn.recording.addChanges(answer.applied, answer.changes);
  return Buffer.from(writeResponseHead(answer.head), 'latin1');
}

/** The head to forward: the very same bytes where no fix, and no cache, gives reason to change anything. */
export function fixedRequest(turn: Turn, bytes: Buffer): Buffer {
  if (turn.request === null || turn.fixes.length === 0) return bytes;
  const before = parseRequestHead(bytes.toString('latin1'));
  const fixed = applyToRequest(turn.fixes, turn.request, before);
  const { head, change } = askAnew(fixed.head);
  if (head === before) return bytes;
  turn.recording.addChanges(fixed.applied, change === null ? fixed.changes : [...fixed.changes, change]);
  return Buffer.from(writeRequestHead(head), 'latin1');
}

/** The head to deliver: likewise. `followed`: how corscope came by this answer, where it followed a redirect. */
export function fixedHead(turn: Turn, bytes: Buffer, text: string, followed: FollowedFrom | null = null): Buffer {
  if (turn.request === null || turn.fixes.length === 0) return bytes;
  const before = parseResponseHead(text);
  const fixed = applyToResponse(turn.fixes, turn.request, before, followed);
  const { head, change } = keepOutOfCaches(turn.request, fixed.head);
  turn.recording.addChanges(fixed.applied, change === null ? fixed.changes : [...fixed.changes, change]);
  if (head === before) return bytes;
  turn.bodiless = losesBody(before, head);
  return Buffer.from(writeResponseHead(head), 'latin1');
}

/** Such a body would be taken for the next answer (RFC 9112 §6.3). */
function losesBody(before: ResponseHead, after: ResponseHead): boolean {
  return hasNoBody(after.status) && !hasNoBody(before.status);
}
