import * as v from 'valibot';
import { SERVED_FROM } from '../trace/witness.ts';
import { AskedSchema } from './asked-schema.ts';

const text = v.string();
const time = v.pipe(v.number(), v.finite(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const refused = v.array(v.object({ name: text, reasons: v.array(text) }));

/** A well-formed `Witness`. */
export const WitnessSchema = v.object({
  id: v.pipe(text, v.regex(/^w\d+$/)),
  url: text,
  method: text,
  page: v.nullable(text),
  target: text,
  resource: text,
  startedAt: time,
  endedAt: time,
  outcome: v.picklist(['allowed', 'blocked', 'failed']),
  status: v.nullable(v.number()),
  corsError: v.nullable(text),
  failedParameter: text,
  blockedReason: v.nullable(text),
  errorText: text,
  asked: AskedSchema,
  servedFrom: v.nullable(v.picklist(SERVED_FROM)),
  cookies: v.object({ sent: v.array(text), blocked: refused, setBlocked: refused }),
});
