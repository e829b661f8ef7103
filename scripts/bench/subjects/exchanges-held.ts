import type { Ready } from './viewer.ts';

/** How many exchanges corscope's record holds now. Loads its API: ask it after memory was measured. */
export async function exchangesHeld({ url, token }: Ready): Promise<number> {
  const response = await fetch(`${url}api/health`, { headers: { authorization: `Bearer ${token}` } });
  const { exchanges } = (await response.json()) as { exchanges: number };
  return exchanges;
}
