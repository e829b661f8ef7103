import * as v from 'valibot';

export const PlanSchema = v.object({
  plan: v.array(v.object({ rung: v.string(), method: v.string() })),
  rungs: v.array(v.object({ name: v.string(), address: v.string() })),
});

/** What a probe would send. */
export type Plan = v.InferOutput<typeof PlanSchema>;

const AnswerSchema = v.object({
  event: v.literal('answer'),
  number: v.number(),
  of: v.number(),
  rung: v.string(),
  question: v.string(),
  status: v.nullable(v.number()),
});

/** An answer that came while the probe goes on. */
export type Answer = v.InferOutput<typeof AnswerSchema>;

/** `probe` is its name in the session, which has all the rest; null where nothing was sent. */
const EndSchema = v.object({ event: v.literal('probe'), probe: v.nullable(v.string()) });

export const ProbeLineSchema = v.variant('event', [AnswerSchema, EndSchema]);
