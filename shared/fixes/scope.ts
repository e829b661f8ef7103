import type { RequestHead } from '../http/head.ts';
import { firstValue } from '../http/header-line.ts';
import { questionOf } from '../trace/preflight.ts';
import type { Fix, FixScope } from './fix.ts';
import { compileWildcard } from './wildcard.ts';

/** Where a request was seen: what a fix's scope is compared with. */
export interface FixSite {
  /** The tap's name. */
  readonly tap: string;
  /** Absolute, as in `exchangeUrl`. */
  readonly url: string;
  readonly received: RequestHead;
}

/** What of a site is worked out once for all fixes. */
interface Asked extends FixSite {
  readonly origin: string | null;
  readonly preflight: boolean;
  /** Of a preflight: the method that it asks for. */
  readonly method: string;
}

/** The switched-on fixes in whose scope a request is, in their order. `status` is compared when the answer is there. */
export type FixMatcher = (site: FixSite) => readonly Fix[];

const NONE: readonly Fix[] = [];

/** Made once whenever the fixes change: with none switched on, matching costs nothing. */
export function compileFixes(fixes: readonly Fix[]): FixMatcher {
  const enabled = fixes.filter(fix => fix.enabled).map(fix => ({ fix, covers: compileScope(fix) }));
  if (enabled.length === 0) return () => NONE;
  return site => {
    const asked = askedBy(site);
    return enabled.filter(({ covers }) => covers(asked)).map(({ fix }) => fix);
  };
}

/** `404` equals itself, `4xx` any status from 400 to 499. */
export function statusInScope(scope: FixScope, status: number): boolean {
  if (scope.status === undefined) return true;
  const text = String(status);
  return scope.status.endsWith('xx') ? text.length === 3 && text[0] === scope.status[0] : text === scope.status;
}

function askedBy(site: FixSite): Asked {
  const { method, lines } = site.received;
  const question = questionOf(site.received);
  return {
    ...site,
    origin: firstValue(lines, 'Origin'),
    preflight: question !== null,
    method: question?.method ?? method,
  };
}

function compileScope({ tap, when }: Fix): (asked: Asked) => boolean {
  const { origin, methods, phase = 'any' } = when;
  const urlFits = when.url === undefined ? () => true : compileWildcard(when.url);
  return asked =>
    (tap === undefined || tap === asked.tap) &&
    (origin === undefined || origin === asked.origin) &&
    (phase === 'any' || (phase === 'preflight') === asked.preflight) &&
    (methods === undefined || methods.includes(asked.method)) &&
    urlFits(asked.url);
}
