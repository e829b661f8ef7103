import type { Suggester } from '../suggestion.ts';
import { ALLOW_ORIGIN, varyOrigin } from './operations.ts';

/** Names the page's origin. */
export const allowOrigin: Suggester = {
  codes: [
    'MissingAllowOriginHeader',
    'MultipleAllowOriginValues',
    'InvalidAllowOriginValue',
    'AllowOriginMismatch',
    'PreflightMissingAllowOriginHeader',
    'PreflightMultipleAllowOriginValues',
    'PreflightInvalidAllowOriginValue',
    'PreflightAllowOriginMismatch',
  ],
  propose: ({ origin, response }) => [
    {
      title: `Allow ${origin}`,
      operations: [ALLOW_ORIGIN, ...varyOrigin(response)],
      why: `Names \`${origin}\` in Access-Control-Allow-Origin, and in Vary that the answer depends on the origin.`,
    },
  ],
};
