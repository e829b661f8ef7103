/** A length that stands for "nothing was sent" and for "passed on unchanged". */
export const ABSENT = -1;
export const SAME = -2;

/** Numbers before the bytes of a stored exchange: five times (float64), then eight lengths (int32). */
export const TIMES = 5;
const LENGTHS = 8;
export const PREFIX_BYTES = TIMES * 8 + LENGTHS * 4;

type Part = 'received' | 'forwarded' | 'returned' | 'delivered' | 'requestBody' | 'responseBody';
export const PARTS: readonly Part[] = ['received', 'forwarded', 'returned', 'delivered', 'requestBody', 'responseBody'];
export const REQUEST_BYTES = 6;
export const RESPONSE_BYTES = 7;
/** What an unsigned 32-bit number holds; a longer body is counted as this. */
export const MAX_COUNT = 0xffff_ffff;
