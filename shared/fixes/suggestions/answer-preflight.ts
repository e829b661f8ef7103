import type { Suggester } from '../suggestion.ts';
import { ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, allowCredentials, VARY_ORIGIN } from './operations.ts';
import { PREFLIGHT_CODES } from './preflight-codes.ts';

/** Whatever is wrong with the server's OPTIONS: it is not asked. */
export const answerPreflight: Suggester = {
  codes: PREFLIGHT_CODES,
  propose: ({ origin, exchange }, facts) => [
    {
      title: 'Answer the preflight at corscope',
      operations: [
        { op: 'answer', status: 204 },
        ALLOW_ORIGIN,
        ...allowCredentials(facts),
        ALLOW_METHODS,
        ALLOW_HEADERS,
        VARY_ORIGIN,
      ],
      why: `corscope answers OPTIONS for \`${origin}\` with 204 and what it asks for; \`${exchange.authority}\` is not asked, as if the edge handled preflights.`,
    },
  ],
};
