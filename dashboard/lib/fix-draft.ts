import * as v from 'valibot';
import { type Fix, type FixDraft, FixDraftSchema, type Operation } from '../../shared/fixes/fix.ts';

/** What a person wrote, read: the fix, or everything that is wrong with it at once. */
export type ReadDraft =
  | { readonly draft: FixDraft; readonly problems: null }
  | { readonly draft: null; readonly problems: readonly string[] };

export function readDraft(text: string): ReadDraft {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { draft: null, problems: [`not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const read = v.safeParse(FixDraftSchema, value);
  if (read.success) return { draft: read.output, problems: null };
  return { draft: null, problems: read.issues.map(issue => `${v.getDotPath(issue) ?? 'the fix'}: ${issue.message}`) };
}

/** Something true to begin with: the smallest mend for an answer without CORS headers. */
export const DRAFT_EXAMPLE = `{
  "title": "Allow the page to read the answer",
  "when": {
    "origin": "https://app.example.com",
    "url": "https://api.example.com/*",
    "phase": "actual"
  },
  "do": [
    { "op": "set", "header": "Access-Control-Allow-Origin", "value": "{origin}" },
    { "op": "add", "header": "Vary", "value": "Origin" }
  ]
}`;

/** Every operation, in the order in which a person reaches for them. */
export const OPERATIONS: readonly Operation['op'][] = [
  'set',
  'add',
  'remove',
  'dedupe',
  'answer',
  'status',
  'cookie',
  'follow-redirect',
  'request-set',
  'request-remove',
];

/** A fix as a person edits it: its id and its switch are not theirs to write. */
export function draftText({ id: _id, enabled: _enabled, ...draft }: Fix): string {
  return JSON.stringify(draft, null, 2);
}
