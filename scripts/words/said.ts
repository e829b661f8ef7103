/** A sentence as it can stand on screen, and where its values come from. */
export interface Said {
  /** What it belongs to, such as `blocked · preflight · PreflightMissingAllowOriginHeader`. */
  readonly of: string;
  /** The example that it was said of. */
  readonly example: string;
  readonly text: string;
}

/** Sentences of one kind. */
export interface Area {
  readonly title: string;
  /** Where they stand on screen. */
  readonly place: string;
  readonly form: 'sentence' | 'clause' | 'label';
  /** The most characters that one of them may have, each of its values counted as three. */
  readonly most: number;
  readonly said: readonly Said[];
}

/** One of each form: two sentences that differ in their values alone are one. */
export function oneOfEach(said: readonly Said[]): readonly Said[] {
  const known = new Map<string, Said>();
  for (const one of said) {
    const key = `${one.of} ${formOf(one.text)}`;
    if (one.text !== '' && !known.has(key)) known.set(key, one);
  }
  return [...known.values()].toSorted((a, b) => (a.of === b.of ? 0 : a.of < b.of ? -1 : 1));
}

/** Values and numbers left out; a list of several values counts as one. */
function formOf(text: string): string {
  return text
    .replace(/`[^`]*`/g, '`')
    .replace(/`(?:(?:, | and | or )`)+/g, '`')
    .replace(/\d+/g, '0')
    .replace(/\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g, 'GET');
}
