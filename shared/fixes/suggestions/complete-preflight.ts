import type { Suggester } from '../suggestion.ts';
import { ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, allowCredentials, varyOrigin } from './operations.ts';
import { PREFLIGHT_CODES } from './preflight-codes.ts';

/** The server answers OPTIONS well enough, apart from every CORS header. */
export const completePreflight: Suggester = {
  codes: PREFLIGHT_CODES,
  propose: ({ origin, response }, facts) => [
    {
      title: 'Complete the preflight answer',
      operations: [ALLOW_ORIGIN, ...allowCredentials(facts), ALLOW_METHODS, ALLOW_HEADERS, ...varyOrigin(response)],
      why: `Lets the server answer OPTIONS and adds what \`${origin}\` asks for: origin, method and headers.`,
    },
  ],
};
