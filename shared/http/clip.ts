const LONGEST = 200;
const MOST = 8;

/** A value from the wire, short enough to stand in a sentence: 200 UTF-16 code units and an ellipsis at most. */
export function clip(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}

/** A sentence with each of its values, which stand in backticks, clipped, and of a list of many the first eight. */
export function clipValues(sentence: string): string {
  return sentence
    .replace(/`([^`]+)`/g, (_, value: string) => `\`${clip(value)}\``)
    .replace(/`[^`]+`(?:, `[^`]+`){8,}/g, firstOfMany);
}

function firstOfMany(list: string): string {
  const values = list.split(', ');
  return `${values.slice(0, MOST).join(', ')} and ${values.length - MOST} more`;
}
