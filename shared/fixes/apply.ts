import type { RequestHead, ResponseHead } from '../http/head.ts';
import { questionOf } from '../trace/preflight.ts';
import type { Fix } from './fix.ts';
import { emptyAnswer, withEmptyBody } from './operations/answer.ts';
import { applyOperation } from './operations/index.ts';
import { withOneLine } from './operations/set.ts';
import { statusInScope } from './scope.ts';

export { compileFixes, type FixMatcher } from './scope.ts';

/** A head after the fixes, and the ids of the fixes that changed it. */
export interface FixedResponse {
  readonly head: ResponseHead;
  readonly applied: readonly string[];
}

/**
 * The answer that corscope gives a preflight itself, by the first of `fixes` (those in scope) with an `answer`; null
 * where none has one, or the request is no preflight: an empty answer to the request itself would mend nothing. The
 * upstream is never asked, so that fix's `status` has nothing to be compared with.
 */
export function answerOf(fixes: readonly Fix[], request: RequestHead): FixedResponse | null {
  if (fixes.length === 0 || questionOf(request) === null) return null;
  for (const fix of fixes) {
    const answer = fix.do.find(operation => operation.op === 'answer');
    if (answer === undefined) continue;
    const others = fixes.filter(other => other !== fix && statusInScope(other.when, answer.status));
    const applied = [fix.id];
    let head = withOperations(emptyAnswer(answer.status), fix, request);
    for (const other of others) head = applyOne(head, other, request, applied);
    return { head: withEmptyBody(uncached(head)), applied };
  }
  return null;
}

/**
 * What of an upstream's answer is delivered under `fixes` (those in scope). Live traffic and what-if both go through
 * here. The very same head comes back where nothing changed, and lines that no operation names stay the same objects.
 */
export function applyToResponse(fixes: readonly Fix[], request: RequestHead, head: ResponseHead): FixedResponse {
  const applied: string[] = [];
  let fixed = head;
  for (const fix of fixes) {
    if (statusInScope(fix.when, head.status)) fixed = applyOne(fixed, fix, request, applied);
  }
  if (fixed === head) return { head, applied: [] };
  return { head: questionOf(request) === null ? fixed : uncached(fixed), applied };
}

function applyOne(head: ResponseHead, fix: Fix, request: RequestHead, applied: string[]): ResponseHead {
  const fixed = withOperations(head, fix, request);
  if (fixed !== head) applied.push(fix.id);
  return fixed;
}

function withOperations(head: ResponseHead, fix: Fix, request: RequestHead): ResponseHead {
  return fix.do.reduce((before, operation) => applyOperation(before, operation, request), head);
}

/** A browser that kept a mended answer would not notice the fix being switched off: the next try must be a real one. */
function uncached(head: ResponseHead): ResponseHead {
  return withOneLine(head, 'Access-Control-Max-Age', '0');
}
