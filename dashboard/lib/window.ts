/** The rows to draw, `to` exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Starts on an even row, so that striped or hovered rows never flicker while one scrolls by single rows. */
export function windowOf(
  count: number,
  rowHeight: number,
  height: number,
  scrollTop: number,
  overscan: number,
): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const from = Math.max(0, Math.min(first - (first % 2), count - 1));
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + overscan);
  return { from, to: Math.max(from, to) };
}

/**
 * Where to scroll so that row `index` is wholly in view, moving as little as can be. A sticky head as high as a row
 * covers the top of the viewport.
 */
export function scrollToShow(index: number, rowHeight: number, height: number, scrollTop: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + 2 * rowHeight;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
