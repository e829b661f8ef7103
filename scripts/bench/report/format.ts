import { median } from '../results.ts';

const DASH = '–';

/** Three digits that matter, thousands apart. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return DASH;
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, and the least and the most of the rounds. */
export function spread(values: readonly number[]): string {
  if (values.length < 2) return figure(values[0]);
  return `${figure(median(values))} (${figure(Math.min(...values))}–${figure(Math.max(...values))})`;
}

export function times(ratio: number | null): string {
  return ratio === null ? DASH : `${figure(ratio)} ×`;
}
