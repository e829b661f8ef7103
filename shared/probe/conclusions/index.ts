import type { Conclusion } from '../conclusion.ts';
import { answeredInstead } from './answered-instead.ts';
import { authBeforeOptions } from './auth-before-options.ts';
import { cachedForAnotherOrigin } from './cached-for-another-origin.ts';
import { differsByMethod } from './differs-by-method.ts';
import { differsByRoute } from './differs-by-route.ts';
import { doubled } from './doubled.ts';
import { errorsWithoutHeaders } from './errors-without-headers.ts';
import { everyOptionsAnswered } from './every-options-answered.ts';
import { halfCovered } from './half-covered.ts';
import { headerOwner } from './header-owner.ts';
import { merged } from './merged.ts';
import { nearMissAllowed } from './near-miss-allowed.ts';
import { nullAllowed } from './null-allowed.ts';
import { optionsRefused } from './options-refused.ts';
import { originRefused } from './origin-refused.ts';
import { redirected } from './redirected.ts';
import { reflectsAnyOrigin } from './reflects-any-origin.ts';
import { staleEdge } from './stale-edge.ts';
import { storedWithoutOrigin } from './stored-without-origin.ts';
import { stripped } from './stripped.ts';
import { valueChanged } from './value-changed.ts';
import { varyMissing } from './vary-missing.ts';

/** In the order in which they are shown, within one severity. */
export const CONCLUSIONS: readonly Conclusion[] = [
  answeredInstead,
  originRefused,
  authBeforeOptions,
  optionsRefused,
  redirected,
  stripped,
  halfCovered,
  differsByRoute,
  doubled,
  valueChanged,
  cachedForAnotherOrigin,
  storedWithoutOrigin,
  staleEdge,
  differsByMethod,
  errorsWithoutHeaders,
  reflectsAnyOrigin,
  nearMissAllowed,
  nullAllowed,
  varyMissing,
  headerOwner,
  merged,
  everyOptionsAnswered,
];
