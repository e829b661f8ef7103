import * as v from 'valibot';
import { CookieAttributesSchema, cookieName, finalStatus, headerName, headerValue } from './schema-parts.ts';

/** What a fix does, in order: to the answer's head, to the request's, or to who is asked. One file each in `operations/`. */
const OperationSchema = v.variant('op', [
  v.strictObject({ op: v.literal('set'), header: headerName(), value: headerValue() }),
  v.strictObject({ op: v.literal('add'), header: headerName(), value: headerValue() }),
  v.strictObject({ op: v.literal('remove'), header: headerName() }),
  v.strictObject({ op: v.literal('dedupe'), header: headerName(), keep: v.picklist(['first', 'last']) }),
  v.strictObject({ op: v.literal('status'), value: finalStatus() }),
  v.strictObject({ op: v.literal('cookie'), name: cookieName(), set: CookieAttributesSchema }),
  v.strictObject({ op: v.literal('request-set'), header: headerName(), value: headerValue() }),
  v.strictObject({ op: v.literal('request-remove'), header: headerName() }),
  v.strictObject({ op: v.literal('answer'), status: finalStatus() }),
  v.strictObject({ op: v.literal('follow-redirect') }),
]);

export const ScopeSchema = v.strictObject({
  /** The page's origin, byte for byte as in the Origin header; absent: any. */
  origin: v.optional(v.string()),
  /** An absolute URL in which `*` stands for any run of characters; absent: any. */
  url: v.optional(v.string()),
  methods: v.optional(v.array(v.string())),
  phase: v.optional(v.picklist(['preflight', 'actual', 'any'])),
  /** `404` or a class such as `4xx`, of the answer that the upstream gave; absent: any. */
  status: v.optional(v.pipe(v.string(), v.regex(/^[1-5](\d\d|xx)$/, 'a status such as 404, or a class such as 4xx'))),
});

export const TitleSchema = v.pipe(v.string(), v.nonEmpty('a title'));
export const OperationsSchema = v.pipe(v.array(OperationSchema), v.minLength(1, 'at least one operation'));

/** What a person or a suggestion asks for; the id is corscope's to give. */
export const FixDraftSchema = v.pipe(
  v.strictObject({
    id: v.optional(v.string()),
    title: TitleSchema,
    enabled: v.optional(v.boolean(), true),
    /** The tap's name; absent: every tap. */
    tap: v.optional(v.string()),
    when: v.optional(ScopeSchema, {}),
    do: OperationsSchema,
  }),
  v.forward(
    v.check(
      ({ when, do: operations }) =>
        when.status === undefined || !operations.some(({ op }) => op.startsWith('request-')),
      'no status beside request-set and request-remove: they are done before there is a response',
    ),
    ['when', 'status'],
  ),
);

export type Operation = v.InferOutput<typeof OperationSchema>;
export type FixScope = v.InferOutput<typeof ScopeSchema>;
export type FixDraft = v.InferOutput<typeof FixDraftSchema>;

/** A hypothetical mend, switched on and off live. Stored evidence, like an exchange. */
export interface Fix extends FixDraft {
  readonly id: string;
}
