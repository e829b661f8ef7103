import * as v from 'valibot';

export const SetupSchema = v.object({
  proxy: v.string(),
  reach: v.nullable(v.string()),
  ca: v.string(),
  spki: v.string(),
  browserCommand: v.nullable(v.string()),
  lab: v.boolean(),
  labUrl: v.nullable(v.string()),
  canOpen: v.boolean(),
});

export const FailureSchema = v.object({ error: v.object({ code: v.string(), message: v.string() }) });

const RecipeSchema = v.object({
  for: v.string(),
  title: v.string(),
  file: v.string(),
  complete: v.string(),
  patch: v.string(),
  notes: v.array(v.string()),
  docs: v.string(),
  ranHere: v.boolean(),
});

const WordSchema = v.nullable(v.object({ outcome: v.picklist(['allowed', 'blocked']), code: v.nullable(v.string()) }));

export const VerifiedSchema = v.object({ before: WordSchema, after: WordSchema, journey: v.string() });

/** The browser's word on a request as it was, and on the same request made again. */
export type Verified = v.InferOutput<typeof VerifiedSchema>;

export const RecipeBookSchema = v.object({ recipes: v.array(RecipeSchema), remarks: v.array(v.string()) });

/** The mend written for one server, as a whole file and as the change for what was seen. */
export type Recipe = v.InferOutput<typeof RecipeSchema>;
export type RecipeBook = v.InferOutput<typeof RecipeBookSchema>;

/** What is needed to point a browser at this corscope. */
export type Setup = v.InferOutput<typeof SetupSchema>;

export const ImportedSchema = v.object({ imported: v.number(), journeys: v.array(v.string()) });

/** How many exchanges came in, and the ids of the journeys that they are now part of. */
export type Imported = v.InferOutput<typeof ImportedSchema>;
