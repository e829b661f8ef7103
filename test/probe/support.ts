import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { isAskProblems, type RawAsk, readAsk } from '../../shared/probe/read-ask.ts';

export const PAGE = 'https://app.example.com';
export const URL_ASKED = 'https://api.example.com/orders?page=2';

/** What those options ask. */
export function askOf(raw: Partial<RawAsk> = {}): ProbeAsk {
  const read = readAsk({ url: URL_ASKED, origins: [PAGE], ...raw });
  if (isAskProblems(read)) throw new Error(JSON.stringify(read));
  return read;
}
