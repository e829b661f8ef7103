import type { LabCall, LabCase } from '../../proxy/lab/lab-case.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Witness } from '../../shared/trace/witness.ts';

/** What a corscope that believes whatever a case declares would report of it, and a browser that says the same. */
export function reportOf(labCase: LabCase, id: string): JourneyReport {
  const { calls, declared, scenario, finding, layer, fails } = labCase;
  const call = calls.at(-1);
  if (call === undefined) throw new Error(`${labCase.id} makes no call`);
  return {
    id,
    startedAt: '2026-01-31T10:00:00.000Z',
    facts: {
      pageOrigin: 'https://app.lab.test',
      apiOrigin: 'https://api.lab.test',
      method: call.init.method,
      url: call.url,
      credentials: { mode: 'unknown', cookies: false, authorization: false },
      preflight: 'not-needed',
    },
    category: 'actual',
    verdict: { ...declared, leg: 0, dependsOn: [], cases: [], steps: [], headline: '' },
    witness: {
      outcome: declared.outcome === 'allowed' ? 'allowed' : 'blocked',
      code: declared.code,
      disagreement: null,
      account: accountOf(call, declared.code),
    },
    findings: [
      {
        id: finding,
        severity: 'blocks',
        scenario,
        checks: fails,
        layer,
        evidence: [],
        seen: '',
        why: '',
        change: '',
      },
    ],
    exchanges: [],
  };
}

function accountOf({ url, init }: LabCall, corsError: string | null): Witness {
  return {
    ...{ id: 'w1', url, method: init.method, page: 'https://app.lab.test/', target: 'page', resource: 'Fetch' },
    ...{ startedAt: 0, endedAt: 0, outcome: 'blocked', status: null, corsError, failedParameter: '' },
    ...{ blockedReason: null, errorText: 'net::ERR_FAILED', asked: {}, servedFrom: null },
    cookies: { sent: [], blocked: [], setBlocked: [] },
  };
}
