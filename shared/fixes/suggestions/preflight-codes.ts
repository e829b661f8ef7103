import type { CorsErrorCode } from '../../cors/cors-error.ts';

/** The answer to a preflight does not let the page's origin in. */
const ORIGIN_CODES = [
  'PreflightWildcardOriginNotAllowed',
  'PreflightMissingAllowOriginHeader',
  'PreflightMultipleAllowOriginValues',
  'PreflightInvalidAllowOriginValue',
  'PreflightAllowOriginMismatch',
  'PreflightInvalidAllowCredentials',
] satisfies CorsErrorCode[];

/** It lets the origin in, and then lacks something else. */
const LIST_CODES = [
  'InvalidAllowMethodsPreflightResponse',
  'InvalidAllowHeadersPreflightResponse',
  'MethodDisallowedByPreflightResponse',
  'HeaderDisallowedByPreflightResponse',
] satisfies CorsErrorCode[];

/** What headers alone can mend; and a status, where it is all that the server got wrong. */
export const REPAIRABLE_PREFLIGHT: readonly CorsErrorCode[] = [
  ...ORIGIN_CODES,
  ...LIST_CODES,
  'PreflightInvalidStatus',
];

/** Every way in which an answer to a preflight can be refused. */
export const PREFLIGHT_CODES: readonly CorsErrorCode[] = [...REPAIRABLE_PREFLIGHT, 'PreflightDisallowedRedirect'];

/** Every way in which the answer to a request, or a redirect of it, can be refused for its CORS headers. */
export const ANSWER_CODES: readonly CorsErrorCode[] = [
  'WildcardOriginNotAllowed',
  'MissingAllowOriginHeader',
  'MultipleAllowOriginValues',
  'InvalidAllowOriginValue',
  'AllowOriginMismatch',
  'InvalidAllowCredentials',
];
