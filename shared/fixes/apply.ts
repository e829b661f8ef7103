import type { RequestHead, ResponseHead } from '../http/head.ts';
import { questionOf } from '../trace/preflight.ts';
import type { Fix } from './fix.ts';
import { type Fixed, type Notes, notesOn } from './fixed.ts';
import { withOneLine } from './head-lines.ts';
import { answer } from './operations/answer.ts';
import { followRedirect, type NextRequest } from './operations/follow-redirect.ts';
import { applyOperation, applyRequestOperation } from './operations/index.ts';
import { statusInScope } from './scope.ts';
import { withEmptyBody } from './status-line.ts';

export { compileFixes, type FixMatcher } from './scope.ts';

export type FixedResponse = Fixed<ResponseHead>;

/** The redirect that led to an answer, and the fix that had it followed. */
export interface FollowedFrom {
  readonly redirect: ResponseHead;
  readonly fix: string;
}

/**
 * The answer that corscope gives a preflight itself, by the first of `fixes` (those in scope) with an `answer`; null
 * where none has one, or the request is no preflight: an empty answer to the request itself would mend nothing. The
 * upstream is never asked, so that fix's `status` has nothing to be compared with.
 */
export function answerOf(fixes: readonly Fix[], request: RequestHead): FixedResponse | null {
  if (fixes.length === 0 || questionOf(request) === null) return null;
  for (const fix of fixes) {
    const operation = fix.do.find(({ op }) => op === 'answer');
    if (operation?.op !== 'answer') continue;
    const begun = answer.begin(operation);
    const notes = notesOn('delivered');
    notes.changed(fix.id, [':answer']);
    const own = withOperations(begun, fix, request);
    notes.compare(fix.id, begun, own);
    const others = fixes.filter(other => other !== fix && statusInScope(other.when, operation.status));
    const head = others.reduce((before, other) => applyOne(before, other, request, notes), own);
    return notes.about(withEmptyBody(notKept(head, notes)));
  }
  return null;
}

/** The head that goes on under `fixes` (those in scope); the very same one where they have nothing to change in it. */
export function applyToRequest(
  fixes: readonly Fix[],
  received: RequestHead,
  forwarded: RequestHead,
): Fixed<RequestHead> {
  const notes = notesOn('forwarded');
  let head = forwarded;
  for (const fix of fixes) {
    const before = head;
    head = fix.do.reduce((changed, operation) => applyRequestOperation(changed, operation, received), before);
    notes.compare(fix.id, before, head);
  }
  return notes.about(head);
}

/**
 * What of an upstream's answer is delivered under `fixes` (those in scope). Live traffic and what-if both go through
 * here. The very same head comes back where nothing changed, and lines that no operation names stay the same objects.
 * `followed`: how corscope came by this answer, where it followed a redirect; a fix's `status` may then be of either.
 */
export function applyToResponse(
  fixes: readonly Fix[],
  request: RequestHead,
  head: ResponseHead,
  followed: FollowedFrom | null = null,
): FixedResponse {
  const notes = notesOn('delivered');
  if (followed !== null) notes.changed(followed.fix, [':answer']);
  const statuses = followed === null ? [head.status] : [head.status, followed.redirect.status];
  const inScope = fixes.filter(fix => statuses.some(status => statusInScope(fix.when, status)));
  const fixed = inScope.reduce((before, fix) => applyOne(before, fix, request, notes), head);
  return notes.about(fixed === head || questionOf(request) === null ? fixed : notKept(fixed, notes));
}

/** A request of corscope's own, and the fix that asks for it. */
export interface FollowUp {
  readonly fix: string;
  readonly next: NextRequest;
}

/** What corscope asks because a redirect is followed under `fixes` (those in scope); null where none is, or can be. */
export function followUpOf(
  fixes: readonly Fix[],
  asked: { readonly url: string; readonly head: RequestHead },
  answered: ResponseHead,
): FollowUp | null {
  const follows = ({ when, do: operations }: Fix) =>
    operations.some(({ op }) => op === 'follow-redirect') && statusInScope(when, answered.status);
  const fix = fixes.find(follows);
  const next = fix === undefined ? null : followRedirect.next(asked.url, asked.head, answered);
  return fix === undefined || next === null || typeof next === 'string' ? null : { fix: fix.id, next };
}

function applyOne(head: ResponseHead, fix: Fix, request: RequestHead, notes: Notes): ResponseHead {
  const fixed = withOperations(head, fix, request);
  notes.compare(fix.id, head, fixed);
  return fixed;
}

function withOperations(head: ResponseHead, fix: Fix, request: RequestHead): ResponseHead {
  return fix.do.reduce((before, operation) => applyOperation(before, operation, request), head);
}

/** A browser that kept a mended answer would not notice the fix being switched off: the next try must be a real one. */
function notKept(head: ResponseHead, notes: Notes): ResponseHead {
  const changed = withOneLine(head, 'Access-Control-Max-Age', '0');
  if (changed !== head) notes.own('preflight-not-kept', ['Access-Control-Max-Age']);
  return changed;
}
