/** What an answer must say to let a page of that origin read it, as part of a sentence; no server should name `null`. */
export function allowText(origin: string): string {
  if (origin !== 'null') return `\`Access-Control-Allow-Origin: ${origin}\` and \`Vary: Origin\``;
  return '`Access-Control-Allow-Origin: *`, if everybody may read it (never `null`, which any sandboxed page can send),';
}
