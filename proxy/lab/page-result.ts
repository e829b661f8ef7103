import * as v from 'valibot';

const ResultSchema = v.object({
  outcome: v.picklist(['allowed', 'blocked']),
  error: v.nullable(v.string()),
  works: v.boolean(),
});

/** What became of a case's last call, as the page saw it: could it read the answer, and had it then what it wanted? */
export type PageResult = v.InferOutput<typeof ResultSchema>;

/** The expression that runs a case in the lab's page, once that has loaded, and gives what comes of it. */
export function runExpression(id: string): string {
  const loaded = `document.readyState === 'complete' || new Promise(done => addEventListener('load', done, { once: true }))`;
  return `Promise.resolve(${loaded}).then(() => runCase(${JSON.stringify(id)}))`;
}

/** @throws ValiError where it is no result */
export function readPageResult(value: unknown): PageResult {
  return v.parse(ResultSchema, value);
}
