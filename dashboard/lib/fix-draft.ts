import * as v from 'valibot';
import { type FixDraft, FixDraftSchema, type Operation } from '../../shared/fixes/fix.ts';

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
export const DRAFT_EXAMPLE = writeDraft({
  title: 'Allow the page to read the response',
  enabled: true,
  when: { origin: 'https://app.example.com', url: 'https://api.example.com/*', phase: 'actual' },
  do: [
    { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    { op: 'add', header: 'Vary', value: 'Origin' },
  ],
});

/** A fix as a person edits it: without its id and its switch, an operation a line. */
export function writeDraft({ title, tap, when, do: operations }: FixDraft): string {
  const lines = [
    `"title": ${JSON.stringify(title)}`,
    ...(tap === undefined ? [] : [`"tap": ${JSON.stringify(tap)}`]),
    `"when": ${JSON.stringify(when, null, 2).replaceAll('\n', '\n  ')}`,
    `"do": [\n${operations.map(operation => `    ${spaced(operation)}`).join(',\n')}\n  ]`,
  ];
  return `{\n  ${lines.join(',\n  ')}\n}`;
}

/** The text with one more operation at its end. */
export function withOperation(draft: FixDraft, operation: Operation): string {
  return writeDraft({ ...draft, do: [...draft.do, operation] });
}

/** What `PATCH /api/fixes/:id` takes so that a fix becomes the draft. */
export interface FixEdit extends Pick<FixDraft, 'title' | 'when' | 'do'> {
  /** Null: every tap, which nothing said would leave as it was. */
  readonly tap: string | null;
}

export function editOf({ title, tap, when, do: operations }: FixDraft): FixEdit {
  return { title, tap: tap ?? null, when, do: operations };
}

/** `{ "op": "remove", "header": "Vary" }` */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}
