import { routeOf } from '../findings/compare/compare.ts';
import type { JourneyReport } from '../findings/report.ts';
import { policyOf } from '../fixes/recipes/policy-of.ts';
import { firstValue } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import type { WrittenError, WrittenPolicy } from './policy-file.ts';

interface Judged {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/**
 * A policy file to begin with: for each route that pages of other origins called, what they asked for, be it granted so
 * far or not. Who owns CORS, and what is denied, is for its reader to add.
 */
export function starterPolicy(judged: readonly Judged[]): { readonly apis: readonly WrittenPolicy[] } {
  const routes = new Map<string, Judged[]>();
  for (const one of judged) {
    const { apiOrigin, pageOrigin, url } = one.report.facts;
    if (pageOrigin === null || pageOrigin === apiOrigin) continue;
    const key = `${apiOrigin} ${routeOf(url)}`;
    routes.set(key, [...(routes.get(key) ?? []), one]);
  }
  return { apis: [...routes.values()].flatMap(apiOf) };
}

function apiOf(judged: readonly Judged[]): WrittenPolicy[] {
  const { policy } = policyOf(judged.map(({ journey }) => journey));
  const last = judged.at(-1);
  if (policy === null || last === undefined) return [];
  const maxAge = maxAgeOf(judged);
  const errors = errorsOf(judged);
  return [
    {
      url: withoutQuery(last.report.facts.url),
      origins: policy.origins === 'any' ? ['*'] : [...policy.origins],
      methods: [...policy.methods],
      ...(policy.requestHeaders.length === 0 ? {} : { headers: [...policy.requestHeaders] }),
      ...(policy.exposedHeaders.length === 0 ? {} : { exposed: [...policy.exposedHeaders] }),
      credentials: policy.credentials,
      ...(maxAge === null ? {} : { maxAge }),
      ...(errors.length === 0 ? {} : { errors }),
    },
  ];
}

/** What the newest preflight's answer said, where that was a number. */
function maxAgeOf(judged: readonly Judged[]): number | null {
  const preflight = judged.flatMap(({ journey }) => journey.legs.flatMap(leg => leg.preflight ?? [])).at(-1);
  const value = firstValue(preflight?.delivered?.lines ?? [], 'Access-Control-Max-Age') ?? '';
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

function errorsOf(judged: readonly Judged[]): WrittenError[] {
  const found = new Map<string, WrittenError>();
  for (const { journey, report } of judged) {
    const answer: Exchange | null = journey.legs.at(-1)?.request ?? null;
    const status = answer?.delivered?.status ?? 0;
    if (status < 400 || status > 599) continue;
    const path = withoutQuery(report.facts.url).replace(/^[a-z]+:\/\/[^/]*/i, '');
    found.set(`${status} ${path}`, { status, path: path === '' ? '/' : path });
  }
  return [...found.values()];
}

/** A query may hold what is nobody else's business. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
