import * as v from 'valibot';
import { type Fix, FixDraftSchema, OperationsSchema, ScopeSchema, TitleSchema } from '../../shared/fixes/fix.ts';
import { issuesText } from './issues-text.ts';

/** What `PATCH /api/fixes/:id` takes: what is not named stays. */
const ChangeSchema = v.strictObject({
  enabled: v.optional(v.boolean()),
  title: v.optional(TitleSchema),
  /** Null: every tap. */
  tap: v.optional(v.nullable(v.string())),
  when: v.optional(ScopeSchema),
  do: v.optional(OperationsSchema),
  /** The fix that this one is to apply before; null: after all others. */
  before: v.optional(v.nullable(v.string())),
});

export type FixChange = v.InferOutput<typeof ChangeSchema>;

/** Why a change is not made. */
export interface ChangeProblem {
  readonly code: 'bad-switch' | 'bad-fix' | 'bad-place';
  readonly message: string;
}

/** The wish, or all that is wrong with it. */
export type ReadChange =
  | { readonly change: FixChange; readonly problem: null }
  | { readonly change: null; readonly problem: ChangeProblem };

const RIGHT =
  'send { "enabled": true } or { "enabled": false }, or any of title, tap, when, do, and before: the id of the fix to come next';

export function readChange(body: unknown): ReadChange {
  const { success, output, issues } = v.safeParse(ChangeSchema, body);
  if (!success) return { change: null, problem: { code: codeOf(issues), message: `${issuesText(issues)}; ${RIGHT}` } };
  if (Object.keys(output).length === 0) return { change: null, problem: { code: 'bad-switch', message: RIGHT } };
  return { change: output, problem: null };
}

/** The fix as it is to be, or why it cannot be so. `all`: those that there are. */
export function changedFix(fix: Fix, { before, tap, ...change }: FixChange, all: readonly Fix[]): Fix | ChangeProblem {
  if (before != null && !all.some(({ id }) => id === before)) {
    const ids = all.map(({ id }) => id).join(', ');
    const message = `before: there is no fix ${before}; it is null for the end, or one of ${ids}`;
    return { code: 'bad-place', message };
  }
  const { tap: tapBefore, ...rest } = fix;
  const place = tap === undefined ? tapBefore : (tap ?? undefined);
  const changed = v.safeParse(FixDraftSchema, { ...rest, ...change, ...(place === undefined ? {} : { tap: place }) });
  if (!changed.success) return { code: 'bad-fix', message: issuesText(changed.issues) };
  return { ...changed.output, id: fix.id };
}

/** A switch is what most people mean. */
function codeOf(issues: readonly v.BaseIssue<unknown>[]): ChangeProblem['code'] {
  return issues.every(issue => v.getDotPath(issue) === 'enabled') ? 'bad-switch' : 'bad-fix';
}
