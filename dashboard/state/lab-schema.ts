import * as v from 'valibot';
import { FixDraftSchema } from '../../shared/fixes/fix.ts';

const CaseSchema = v.object({
  id: v.string(),
  scenario: v.string(),
  title: v.string(),
  story: v.string(),
  fails: v.array(v.string()),
  /** The finding that comes first while nothing is mended. */
  finding: v.string(),
  calls: v.array(v.object({ method: v.string(), url: v.string(), from: v.nullable(v.string()) })),
  judged: v.object({ method: v.string(), url: v.string() }),
  mend: v.object({
    by: v.picklist(['suggestion', 'fix', 'nothing']),
    why: v.string(),
    fix: v.nullable(FixDraftSchema),
  }),
});

export const LabSchema = v.object({ url: v.string(), cases: v.array(CaseSchema) });

export const LabRunSchema = v.object({
  page: v.object({ outcome: v.picklist(['allowed', 'blocked']), error: v.nullable(v.string()), works: v.boolean() }),
  journey: v.nullable(v.string()),
});

/** One broken thing of the lab, as a person is told of it. */
export type LabCase = v.InferOutput<typeof CaseSchema>;

/** What the page had of a run, and the journey that it made. */
export type LabRun = v.InferOutput<typeof LabRunSchema>;
