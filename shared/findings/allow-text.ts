/** What an answer must say to let a page of that origin read it, as part of a sentence; no server should name `null`. */
export function allowText(origin: string): string {
  if (origin !== 'null') return `\`Access-Control-Allow-Origin: ${origin}\` and \`Vary: Origin\``;
  return '`Access-Control-Allow-Origin: *` (if everybody may read it; never `null`, which any sandboxed page can send)';
}

/** What is to change where a page of the origin `null` asks with credentials: nothing on the server, where `*` does not hold. */
export const NULL_WITH_CREDENTIALS =
  'Give the page an origin of its own (a sandboxed frame: `allow-same-origin`), or let it ask without credentials. Do not allow `null` by name: any page can have that origin.';
