import { maskUrl } from '../http/mask-url.ts';
import type { Witness } from './witness.ts';

/** The account without the secrets of its addresses, which stay as alike to those of masked exchanges as they were. */
export function maskWitness(witness: Witness): Witness {
  const { url, page } = witness;
  return { ...witness, url: maskUrl(url), page: page && maskUrl(page) };
}
