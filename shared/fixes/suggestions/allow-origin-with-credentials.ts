import type { Suggester } from '../suggestion.ts';
import { allowOrigin } from './allow-origin.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, varyOrigin } from './operations.ts';

/** Names the page's origin and allows credentials: neither is enough where the page asks with them. */
export const allowOriginWithCredentials: Suggester = {
  codes: [...allowOrigin.codes, 'WildcardOriginNotAllowed', 'PreflightWildcardOriginNotAllowed'],
  propose({ origin, response }, { credentials: { mode } }) {
    if (mode === 'omit' || mode === 'same-origin') return [];
    const operations = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, ...varyOrigin(response)];
    const why = `Names \`${origin}\` in Access-Control-Allow-Origin and allows credentials: scripts of \`${origin}\` can then read what this user's cookies give access to.`;
    return [
      {
        title: mode === 'include' ? `Allow ${origin} with credentials` : `Allow ${origin}, with credentials or without`,
        operations,
        why,
      },
    ];
  },
};
