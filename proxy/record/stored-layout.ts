/** A length that stands for "nothing was sent" and for "passed on unchanged". */
export const ABSENT = -1;
export const SAME = -2;

/** Numbers before the bytes of a stored exchange: five times (float64), then nine lengths (int32). */
export const TIMES = 5;
const LENGTHS = 9;
export const PREFIX_BYTES = TIMES * 8 + LENGTHS * 4;

export const PARTS = [
  'received',
  'forwarded',
  'returned',
  'delivered',
  'requestBody',
  'responseBody',
  'errorStart',
] as const;
export const ERROR_START = 6;
export const REQUEST_BYTES = 7;
export const RESPONSE_BYTES = 8;
/** What an unsigned 32-bit number holds; a longer body is counted as this. */
export const MAX_COUNT = 0xffff_ffff;
