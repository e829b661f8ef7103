import type { Pattern } from '../support/pattern.ts';
import { apacheAlwaysDoubles } from './apache-always-doubles.ts';
import { apacheAuthAnswersOptions } from './apache-auth-answers-options.ts';
import { apacheDirectorySlash } from './apache-directory-slash.ts';
import { apacheMerges } from './apache-merges.ts';
import { apacheOwnErrorWithoutAlways } from './apache-own-error-without-always.ts';
import { caddyAndAppBothAdd } from './caddy-and-app-both-add.ts';
import { caddyDirectiveOrder } from './caddy-directive-order.ts';
import { haproxy403OfItsOwn } from './haproxy-403-of-its-own.ts';
import { haproxy503OfItsOwn } from './haproxy-503-of-its-own.ts';
import { haproxyAddHeaderDoubles } from './haproxy-add-header-doubles.ts';
import { haproxyEmptyOrigin } from './haproxy-empty-origin.ts';
import { haproxyLowerCases } from './haproxy-lower-cases.ts';
import { haproxyRedirectsPreflightToHttps } from './haproxy-redirects-preflight-to-https.ts';
import { nginx413OfItsOwn } from './nginx-413-of-its-own.ts';
import { nginx502OfItsOwn } from './nginx-502-of-its-own.ts';
import { nginxAddHeaderInheritanceDropped } from './nginx-add-header-inheritance-dropped.ts';
import { nginxAddHeaderWithoutAlways } from './nginx-add-header-without-always.ts';
import { nginxAndAppBothAdd } from './nginx-and-app-both-add.ts';
import { nginxAsksAgain } from './nginx-asks-again.ts';
import { nginxAuthRequestRedirectsPreflight } from './nginx-auth-request-redirects-preflight.ts';
import { nginxCacheAddsVaryTooLate } from './nginx-cache-adds-vary-too-late.ts';
import { nginxHidesHeader } from './nginx-hides-header.ts';
import { nginxIfOptionsLosesHeader } from './nginx-if-options-loses-header.ts';
import { nginxInterceptsErrors } from './nginx-intercepts-errors.ts';
import { nginxLastIfWins } from './nginx-last-if-wins.ts';
import { nginxMirrors } from './nginx-mirrors.ts';
import { nginxRedirectsToSlash } from './nginx-redirects-to-slash.ts';
import { nginxReplacesByStar } from './nginx-replaces-by-star.ts';
import { nginxStatic405ToOptions } from './nginx-static-405-to-options.ts';
import { nginxStripsOrigin } from './nginx-strips-origin.ts';
import { threeLayersTwoFaults } from './three-layers-two-faults.ts';
import { varnish503OfItsOwn } from './varnish-503-of-its-own.ts';
import { varnishCacheWithoutVary } from './varnish-cache-without-vary.ts';
import { varnishStoredWithoutOrigin } from './varnish-stored-without-origin.ts';

export const PATTERNS: readonly Pattern[] = [
  nginxAddHeaderWithoutAlways,
  nginxAddHeaderInheritanceDropped,
  nginxAndAppBothAdd,
  nginxHidesHeader,
  nginxIfOptionsLosesHeader,
  nginxLastIfWins,
  nginxStatic405ToOptions,
  nginxInterceptsErrors,
  nginxCacheAddsVaryTooLate,
  nginxAuthRequestRedirectsPreflight,
  nginx413OfItsOwn,
  nginx502OfItsOwn,
  nginxStripsOrigin,
  nginxReplacesByStar,
  nginxRedirectsToSlash,
  nginxAsksAgain,
  nginxMirrors,
  apacheAlwaysDoubles,
  apacheMerges,
  apacheOwnErrorWithoutAlways,
  apacheAuthAnswersOptions,
  apacheDirectorySlash,
  haproxy503OfItsOwn,
  haproxy403OfItsOwn,
  haproxyAddHeaderDoubles,
  haproxyEmptyOrigin,
  haproxyRedirectsPreflightToHttps,
  haproxyLowerCases,
  caddyAndAppBothAdd,
  caddyDirectiveOrder,
  varnishCacheWithoutVary,
  varnishStoredWithoutOrigin,
  varnish503OfItsOwn,
  threeLayersTwoFaults,
];
