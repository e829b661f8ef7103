import { describe, expect, it } from 'vitest';
import type { Cookie } from '../../shared/cors/cookies/cookie.ts';
import type { CookieConclusion } from '../../shared/cors/cookies/cookie-conclusion.ts';
import { type CookieKnowledge, cookieConclusions } from '../../shared/cors/cookies/cookie-conclusions.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';

interface Held {
  readonly name: string;
  readonly host: string;
  readonly path: string;
  readonly sameSite: 'Strict' | 'Lax' | 'None' | 'unspecified';
  readonly secure: boolean;
}

interface Blocked {
  readonly name: string;
  readonly blockedReasons: readonly string[];
}

interface CookieCase extends OracleCase {
  readonly browser: { readonly thirdPartyCookies: 'allow' | 'block' };
  readonly jar: readonly Held[];
  readonly cdp: {
    readonly requests: readonly {
      readonly kind: string;
      readonly sentCookies?: readonly string[];
      readonly blockedCookies?: readonly Blocked[];
      readonly setCookieBlocked?: readonly Blocked[];
    }[];
  };
}

/** The browser closed and asked anew where a connection was cut: two journeys of one request. */
const cases = readOracle<CookieCase>('dev.ndjson').filter(test => test.wire.length > 0);

function cookieOf({ name, host, path, sameSite, secure }: Held): Cookie {
  const word = sameSite === 'unspecified' ? null : (sameSite.toLowerCase() as 'strict' | 'lax' | 'none');
  return { name, domain: host, hostOnly: true, path, sameSite: word, secure, partitioned: false };
}

function conclusionsOf(test: CookieCase, knowledge: CookieKnowledge): CookieConclusion[] {
  const collector = createCollector();
  for (const [index, message] of test.wire.entries()) {
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  }
  const held = test.jar.map(cookieOf);
  return collector.journeys.flatMap(journey => cookieConclusions(journey, { ...knowledge, held }));
}

/** Cookies that the browser had no word on: those of a request without credentials, and those that stay at home. */
function isUnspoken({ reasons }: CookieConclusion): boolean {
  return reasons.some(reason => reason === 'credentials-mode' || reason === 'DomainMismatch');
}

function spoken(conclusions: readonly CookieConclusion[], result: CookieConclusion['result']): string[] {
  return conclusions
    .filter(one => one.result === result && one.dependsOn.length === 0 && !isUnspoken(one))
    .map(({ name, reasons }) => [name, ...reasons].join(' '));
}

function blockedText({ name, blockedReasons }: Blocked): string {
  return [name, ...blockedReasons].join(' ');
}

const rows = cases.map(test => ({ test, found: conclusionsOf(test, { credentials: test.request.credentials }) }));
const decided = rows.filter(({ found }) => found.every(({ dependsOn }) => dependsOn.length === 0));

describe('cookies that a real Chromium stored and sent', () => {
  it.each(decided.map(({ test, found }) => [test.id, test, found] as const))('%s', (_, test, found) => {
    const requests = test.cdp.requests.filter(({ kind }) => kind !== 'preflight');
    const blocked = requests.flatMap(one => (one.blockedCookies ?? []).map(blockedText));
    const refused = requests.flatMap(one => (one.setCookieBlocked ?? []).map(blockedText));
    expect(spoken(found, 'sent').sort()).toEqual(requests.flatMap(one => one.sentCookies ?? []).sort());
    expect(spoken(found, 'not-sent').sort()).toEqual(blocked.sort());
    expect(spoken(found, 'not-stored').sort()).toEqual(refused.sort());
  });

  it.each(rows.map(({ test, found }) => [test.id, test, found] as const))(
    '%s, from the wire alone: nothing else, or left open',
    (_, test, found) => {
      const blind = conclusionsOf(test, {});
      expect(blind.map(({ name, action }) => [name, action])).toEqual(found.map(({ name, action }) => [name, action]));
      for (const [index, { result }] of blind.entries()) {
        expect([found[index]?.result, 'depends']).toContain(result);
      }
    },
  );

  it('leaves little open', () => {
    const counts = new Map<string, number>();
    for (const { action, result } of rows.flatMap(({ found }) => found)) {
      counts.set(`${action}: ${result}`, (counts.get(`${action}: ${result}`) ?? 0) + 1);
    }
    console.info({ cases: rows.length, decided: decided.length, ...Object.fromEntries(counts) });
    expect(decided.length).toBeGreaterThan(rows.length * 0.95);
  });
});
