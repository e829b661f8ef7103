import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { hintsOf } from '../../shared/cors/judge-hints.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import { faultsOf } from '../../shared/fixes/recipes/faults-of.ts';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import { merged } from '../../shared/fixes/recipes/merged.ts';
import { patched } from '../../shared/fixes/recipes/patched.ts';
import type { Policy } from '../../shared/fixes/recipes/policy.ts';
import { policyHeaders } from '../../shared/fixes/recipes/policy-headers.ts';
import { policyOf } from '../../shared/fixes/recipes/policy-of.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { skipReason } from '../oracle/expectation.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';

/** What a server does that keeps to the policy, said with corscope's own fixes. */
function obeying(policy: Policy): Fix[] {
  const origins = policy.origins === 'any' ? [undefined] : policy.origins;
  const headers = policyHeaders(policy).map(({ name, value }): Operation => ({ op: 'set', header: name, value }));
  return origins.flatMap((origin, at) => {
    const allow: Operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: origin ?? '*' };
    const when = { url: `${policy.api}${policy.pathPrefix}*`, ...(origin === undefined ? {} : { origin }) };
    const fix = (id: string, phase: 'preflight' | 'actual', operations: Operation[]): Fix => ({
      ...{ id, title: id, enabled: true, when: { ...when, phase }, do: operations },
    });
    return [
      fix(`p${at}`, 'preflight', [{ op: 'answer', status: 204 }, allow, ...headers]),
      fix(`a${at}`, 'actual', [allow, ...headers]),
    ];
  });
}

function journeysOf(test: OracleCase): readonly Journey[] {
  const collector = createCollector();
  for (const [index, message] of test.wire.entries()) {
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  }
  return collector.journeys;
}

const recorded = readOracle<OracleCase>('dev.ndjson')
  .filter(test => skipReason(test) === null)
  .flatMap(test => journeysOf(test).map(journey => ({ desc: test.id, journey })));
const examples = RULES.flatMap(({ id, examples }) =>
  examples.map(({ desc, journey }) => ({ desc: `${id}: ${desc}`, journey })),
);
const blocked = [...recorded, ...examples].filter(
  ({ journey }) => journey.legs.length > 0 && judge(journey, hintsOf(journey)).outcome === 'blocked',
);

const refusedToAllow = blocked.filter(({ journey }) => policyOf([journey]).policy === null);
const policies = blocked.flatMap(({ desc, journey }) => {
  const { policy } = policyOf([journey]);
  return policy === null ? [] : [{ desc, journey, policy }];
});

describe('a journey that the browser refused', () => {
  it.each(policies)('passes where a server keeps to its policy: $desc', ({ journey, policy }) => {
    expect(whatIf([journey], obeying(policy)).results[0]?.after.outcome).toBe('allowed');
  });

  it.each(policies)('passes where the server was patched for its faults: $desc', ({ journey, policy }) => {
    const faults = merged(faultsOf(journey, policy));
    const fixes = faults.flatMap(fault => patched(policy, fault));
    expect(whatIf([journey], fixes).results[0]?.after.outcome).toBe('allowed');
    for (const recipe of RECIPES) {
      for (const fault of faults) expect(codeIn(recipe.patch(policy, fault)), recipe.id).not.toEqual([]);
    }
  });

  it.each(refusedToAllow)('has none where its origin is one that nobody should allow: $desc', ({ journey }) => {
    expect(policyOf([journey]).remarks.map(({ reason }) => reason)).toEqual(['null-origin']);
  });

  it('was looked at often enough', () => {
    expect(policies.length).toBeGreaterThan(150);
    expect(refusedToAllow.length).toBeGreaterThan(20);
  });
});

function codeIn(text: string): string[] {
  return text.split('\n').filter(line => !/^\s*(?:#|\/\/|$)/.test(line));
}
