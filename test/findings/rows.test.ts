import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';

/** Rows that no finding can fail, each with why. */
const NEVER_FAILED: Readonly<Record<string, string>> = {
  'fact.page-origin': 'a fact is known or not',
  'fact.api-origin': 'a fact is known or not',
  'fact.method': 'a fact is known or not',
  'fact.credentials': 'a fact is known or not',
  'fact.preflight': 'a fact is known or not',
  's1.pair': 'says what is shown',
  's2.sent': 'says what is shown',
  's3.compare': 'two requests compared decide it',
  's6.gateway-config': 'two deployments compared decide it',
  's6.other-flow': 'two deployments compared decide it',
  'app.explicit': 'a probe decides it',
  'cdn.stale-edge': 'a probe decides it',
  'policy.matrix': 'a person decides it',
  'policy.owner': 'a person decides it',
  'policy.browser-test': 'a person decides it',
  'policy.review': 'a person decides it',
};

describe('the rows of the checklist', () => {
  it('are failed by the finding of some example, but for those that traffic cannot decide', () => {
    const findings = RULES.flatMap(({ examples }) => examples.flatMap(({ journey }) => reportOf(journey).findings));
    const failed = new Set(findings.flatMap(({ severity, checks }) => (severity === 'notes' ? [] : checks)));
    const rows = CHECKLIST.flatMap(group => group.rows.map(({ id }) => id));
    expect(rows.filter(id => !failed.has(id)).sort()).toEqual(Object.keys(NEVER_FAILED).sort());
  });
});
