import * as v from 'valibot';

/** What a fix does to a head, in order. `answer` stops the request at corscope: the upstream never sees it. */
const OperationSchema = v.variant('op', [
  v.strictObject({ op: v.literal('set'), header: headerName(), value: headerValue() }),
  v.strictObject({ op: v.literal('add'), header: headerName(), value: headerValue() }),
  v.strictObject({ op: v.literal('remove'), header: headerName() }),
  v.strictObject({ op: v.literal('dedupe'), header: headerName(), keep: v.picklist(['first', 'last']) }),
  v.strictObject({
    op: v.literal('answer'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  }),
]);

const ScopeSchema = v.strictObject({
  /** The page's origin, byte for byte as in the Origin header; absent: any. */
  origin: v.optional(v.string()),
  /** An absolute URL in which `*` stands for any run of characters; absent: any. */
  url: v.optional(v.string()),
  methods: v.optional(v.array(v.string())),
  phase: v.optional(v.picklist(['preflight', 'actual', 'any'])),
  /** `404` or a class such as `4xx`, of the answer that the upstream gave; absent: any. */
  status: v.optional(v.pipe(v.string(), v.regex(/^[1-5](\d\d|xx)$/, 'a status such as 404, or a class such as 4xx'))),
});

/** What a person or a suggestion asks for; the id is corscope's to give. */
export const FixDraftSchema = v.strictObject({
  id: v.optional(v.string()),
  title: v.pipe(v.string(), v.nonEmpty('a title')),
  enabled: v.optional(v.boolean(), true),
  /** The tap's name; absent: every tap. */
  tap: v.optional(v.string()),
  when: v.optional(ScopeSchema, {}),
  do: v.pipe(v.array(OperationSchema), v.minLength(1, 'at least one operation')),
});

export type Operation = v.InferOutput<typeof OperationSchema>;
export type FixScope = v.InferOutput<typeof ScopeSchema>;
export type FixDraft = v.InferOutput<typeof FixDraftSchema>;

/** A hypothetical mend, switched on and off live. Stored evidence, like an exchange. */
export interface Fix extends FixDraft {
  readonly id: string;
}

/** A field name is a token (RFC 9110 §5.1): anything else would split the head that the fix writes. */
function headerName() {
  return v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name (a token, RFC 9110 §5.1)'));
}

/** Bytes as latin-1 text, no line ends: a value with CR or LF would add lines of its own (RFC 9110 §5.5). */
function headerValue() {
  return v.pipe(
    v.string(),
    v.regex(/^[^\r\n\0\u0100-\uffff]*$/, 'a header value (no line ends, no character over U+00FF)'),
  );
}
