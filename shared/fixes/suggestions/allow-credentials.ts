import type { Suggester } from '../suggestion.ts';
import { ALLOW_CREDENTIALS } from './operations.ts';

/** The origin is named already. */
export const allowCredentials: Suggester = {
  codes: ['InvalidAllowCredentials', 'PreflightInvalidAllowCredentials'],
  propose: ({ origin }) => [
    {
      title: `Allow credentials for ${origin}`,
      operations: [ALLOW_CREDENTIALS],
      why: `Sends Access-Control-Allow-Credentials as exactly \`true\`: scripts of \`${origin}\` can then read what this user's cookies give access to.`,
    },
  ],
};
