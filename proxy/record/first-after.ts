/** Index of the first of `numbers` over `after`: they rise, so halves are enough. */
export function firstAfter(numbers: readonly number[], after: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
