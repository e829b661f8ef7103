import { parseResponseHead } from '../../shared/http/head.ts';
import { ERROR_START_BYTES, keepsErrorStart } from '../../shared/trace/error-start.ts';
import type { BodyCapture } from './recording.ts';

const DIGIT_FOUR = 0x34;
const SPACE = 0x20;
const NONE = Buffer.alloc(0);

/** The bytes of an exchange's `errorStart`, empty where it has none. Most answers are no errors: one digit tells. */
export function errorStartOf(returned: Buffer | null, { kept, chunks }: BodyCapture): Buffer {
  if (returned === null || kept === 0) return NONE;
  const statusClass = returned[returned.indexOf(SPACE) + 1] ?? 0;
  if (statusClass < DIGIT_FOUR || !keepsErrorStart(parseResponseHead(returned.toString('latin1')))) return NONE;
  return Buffer.concat(chunks, Math.min(kept, ERROR_START_BYTES));
}
