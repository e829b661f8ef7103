import { describe, expect, it } from 'vitest';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';
import { askedWith } from '../support/asked-with.ts';

const CASES = readOracle<OracleCase>('dev.ndjson');

/** Two faults of one answer, of which the browser names the one that it looks at first: both have to be mended. */
const TWO_FAULTS: ReadonlySet<string> = new Set([
  'preflight-status + allow-origin-invalid',
  'preflight-status + allow-origin-mismatch',
  'preflight-status + allow-origin-twice',
  'preflight-status + allow-credentials-missing',
  'preflight-status + star-with-credentials',
]);

/** What a rule's near misses are instead, where that is settled: another rule's cause. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  'upstream-failed': ['masked-server-error'],
  'csp-refused': ['allow-origin-missing', 'mixed-content'],
  'client-blocked': ['allow-origin-missing'],
  'aborted-by-page': ['upstream-failed'],
  'local-network-refused': ['allow-origin-missing'],
  'auth-redirect': ['allow-origin-missing'],
  'https-redirect': ['preflight-redirected'],
  'trailing-slash-redirect': ['allow-origin-missing', 'preflight-redirected'],
  'preflight-redirected': ['auth-redirect'],
  'preflight-status': ['auth-redirect', 'preflight-allow-origin-missing'],
  'preflight-list-invalid': ['allow-credentials-missing'],
  'method-not-allowed': ['allow-credentials-missing', 'content-type-preflight'],
  'header-not-allowed': ['allow-credentials-missing'],
  'origin-stripped': ['allow-origin-missing'],
  'preflight-allow-origin-missing': ['preflight-status'],
  'cache-ignores-origin': ['allow-origin-mismatch', 'vary-origin-missing'],
  'masked-server-error': ['allow-origin-missing'],
  'allow-origin-missing': ['allow-origin-mismatch', 'masked-server-error'],
  'allow-origin-twice': ['star-with-credentials'],
  'allow-origin-invalid': ['allow-origin-mismatch'],
  'allow-origin-mismatch': ['local-origin-allowed', 'vary-origin-missing'],
  'local-origin-allowed': ['allow-origin-mismatch'],
  'star-with-credentials': ['vary-origin-missing'],
  'allow-credentials-missing': ['vary-origin-missing'],
  'content-type-preflight': ['preflight-status'],
  'http-auth-required': ['allow-origin-missing'],
  'cookie-not-stored': ['allow-origin-missing'],
  'cookie-not-sent': ['allow-credentials-missing', 'allow-origin-missing'],
  'credentials-needless': ['cookie-not-sent', 'star-with-credentials'],
  'star-covers-authorization': ['star-with-credentials'],
  'header-not-readable': ['vary-origin-missing'],
};

function journeysOf({ wire }: OracleCase): readonly Journey[] {
  const collector = createCollector();
  for (const [index, message] of wire.entries()) {
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  }
  return collector.journeys;
}

function isDecided({ journey }: { readonly journey: Journey }): boolean {
  return reportOf(journey).verdict.outcome !== 'depends';
}

describe('one refusal has one cause', () => {
  it('in all that a real Chromium was seen to do', () => {
    const causes = CASES.flatMap(test =>
      journeysOf(test).map(journey => {
        const { findings } = reportOf(askedWith(journey, test.request));
        return findings.filter(({ severity }) => severity === 'blocks').map(({ id }) => id);
      }),
    );
    const several = causes.filter(({ length }) => length > 1).map(ids => ids.join(' + '));
    expect(several.filter(pair => !TWO_FAULTS.has(pair))).toEqual([]);
    expect(causes.filter(({ length }) => length === 1).length).toBeGreaterThan(200);
  });

  it('in every example whose verdict hangs on nothing', () => {
    for (const { journey } of RULES.flatMap(({ examples }) => examples).filter(isDecided)) {
      const ids = reportOf(journey).findings.flatMap(({ id, severity }) => (severity === 'blocks' ? [id] : []));
      expect(ids.length > 1 ? ids : []).toEqual([]);
    }
  });
});

describe('a near miss', () => {
  it.each(RULES.map(rule => [rule.id, rule] as const))('of %s is what is listed, or nothing', (id, { examples }) => {
    const misses = examples.filter(({ hits }) => hits === 0).filter(isDecided);
    const others = misses.flatMap(({ journey }) =>
      reportOf(journey).findings.flatMap(finding => (finding.severity === 'notes' ? [] : [finding.id])),
    );
    expect([...new Set(others)].sort()).toEqual(INSTEAD[id] ?? []);
  });
});
