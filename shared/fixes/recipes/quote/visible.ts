/**
 * Every quoting helper begins with this: text that has more than visible ASCII and spaces in it cannot stand in every
 * language's strings, and no policy has any. Throws a RangeError, for then the policy was not checked.
 */
export function visible(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new RangeError(`not visible ASCII: ${JSON.stringify(text)}`);
  return text;
}
