/**
 * A pattern in which `*` stands for any run of characters, the empty one included. Compares piece by piece instead of
 * through a RegExp, so that no pattern can make matching slow.
 */
export function compileWildcard(pattern: string): (text: string) => boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return text => text === pattern;
  const last = pieces.at(-1) ?? '';
  const middle = pieces.slice(1, -1).filter(piece => piece !== '');
  return text => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    return inOrder(text, middle, first.length, end);
  };
}

function inOrder(text: string, pieces: readonly string[], start: number, end: number): boolean {
  let from = start;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
