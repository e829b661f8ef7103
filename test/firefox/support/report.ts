import * as v from 'valibot';

const ReportSchema = v.object({
  row: v.number(),
  /** Why the page's promise was rejected; null where it was not. */
  error: v.nullable(v.string()),
  /** `Response.type`. */
  type: v.nullable(v.string()),
  /** Names of the headers that the page could read. */
  names: v.array(v.string()),
});

/** What the page saw of one row. */
export type Reported = v.InferOutput<typeof ReportSchema>;

export function readReport(text: string): Reported {
  return v.parse(ReportSchema, JSON.parse(text));
}
