import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { type CheckedRow, type Decision, walkChecklist } from '../../shared/findings/checklist/walk.ts';
import { compareSessions } from '../../shared/findings/compare/compare.ts';
import { sessionDecisions } from '../../shared/findings/compare/decisions.ts';
import type { Side } from '../../shared/findings/compare/field.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { CONCLUSIONS } from '../../shared/probe/conclusions/index.ts';
import { decisionsOf } from '../../shared/probe/decisions.ts';
import { deploymentDecisions } from '../../shared/probe/deployments.ts';
import { type ExampleLayer, exampleRun, goodApp } from '../../shared/probe/examples.ts';
import type { Ladder } from '../../shared/probe/ladder.ts';
import { type Probe, probeOf } from '../../shared/probe/probe.ts';
import { reportOf as probeReportOf } from '../../shared/probe/report.ts';

/** Rows that nothing can fail: they say what corscope itself shows of every journey. */
const OWN: readonly string[] = [
  'fact.page-origin',
  'fact.api-origin',
  'fact.method',
  'fact.credentials',
  'fact.preflight',
  's1.pair',
  's2.sent',
];

const ROWS = CHECKLIST.flatMap(group => group.rows);
const MANUAL = ROWS.filter(({ by }) => by.every(means => means === 'manual'));

function side(...exchanges: readonly string[]) {
  const journey = journeyOf(...exchanges);
  return { journey, report: reportOf(journey) };
}

const page = (origin: string, answer: string) =>
  side(`GET https://api.lab.test/orders\nOrigin: ${origin}\n\n${answer}`);
const LOCAL = page('https://app.lab.test', '200 OK\nAccess-Control-Allow-Origin: https://app.lab.test');
const DEPLOYED = page('https://app.example.com', '200 OK\nAccess-Control-Allow-Origin: https://app.example.com');
const BROKEN = [
  page('https://app.example.com', '403 Forbidden\nAccess-Control-Allow-Origin: https://app.lab.test'),
  side('POST https://api.lab.test/auth/refresh\nOrigin: https://app.example.com\n\n200 OK'),
];

const journeys = RULES.flatMap(({ examples }) => examples.map(({ journey }) => journey));
const asked = CONCLUSIONS.flatMap(({ examples }) => examples.map(({ ladder }) => decided(ladder())));
const sessions = [[DEPLOYED], BROKEN].map(other =>
  sessionDecisions({ kind: 'session', id: 'other.har' }, compareSessions([LOCAL], other)),
);

const WRITE = side(
  `OPTIONS https://api.lab.test/orders/7
   Origin: https://app.lab.test
   Access-Control-Request-Method: PUT
   Access-Control-Request-Headers: x-tenant

   204 No Content
   Access-Control-Allow-Origin: https://app.lab.test
   Access-Control-Allow-Methods: PUT
   Access-Control-Allow-Headers: X-Tenant`,
  `PUT https://api.lab.test/orders/7
   Origin: https://app.lab.test
   X-Tenant: seven

   200 OK
   Access-Control-Allow-Origin: https://app.lab.test`,
);
const REFUSED = side('POST https://api.lab.test/orders\nOrigin: https://app.lab.test\n\n200 OK');

function probeOfApi(id: string, url: string, app: ExampleLayer): Probe {
  return probeOf(id, 0, exampleRun({ app }, { url }));
}
const local = probeOfApi('p1', 'https://local.lab.test/orders', goodApp);
const deployments = [goodApp, () => '503 Service Unavailable'].map(app =>
  deploymentDecisions([local, probeOfApi('p2', 'https://api.lab.test/orders', app)]),
);

function decided(ladder: Ladder): Decision[] {
  return decisionsOf('p1', probeReportOf(ladder, []));
}

function walked(judged: readonly Side[], decisions: readonly Decision[] = []): CheckedRow[] {
  return walkChecklist(judged, decisions).flatMap(({ rows }) => rows);
}

const probed = [...asked, ...deployments].map(decisions => walked([], decisions));
/** Of every example the rows that it decides alone. */
const walks = [
  ...journeys.map(journey => walked([{ journey, report: reportOf(journey) }])),
  ...[WRITE, REFUSED].map(write => walked([LOCAL, write])),
  ...sessions.map(decisions => walked([], decisions)),
  ...probed,
];

function decidedBy(result: CheckedRow['result'], of = walks): ReadonlySet<string> {
  return new Set(of.flatMap(rows => rows.filter(row => row.result === result).map(({ id }) => id)));
}

describe('the rows of the checklist', () => {
  const [failed, passed] = [decidedBy('fail'), decidedBy('pass')];
  const decidable = ROWS.filter(row => !MANUAL.includes(row)).map(({ id }) => ({ id }));

  it.each(decidable.filter(({ id }) => !OWN.includes(id)))('$id is failed by an example', ({ id }) => {
    expect(failed).toContain(id);
  });

  it.each(decidable)('$id is passed by another', ({ id }) => {
    expect(passed).toContain(id);
  });

  it.each(MANUAL)('$id is a person’s to know, and says what to look at', ({ id, toSee }) => {
    expect(walked([LOCAL]).find(row => row.id === id)?.result).toBe('manual');
    expect(toSee.split(' ').length).toBeGreaterThan(8);
  });

  it.each(ROWS.filter(({ by }) => by.includes('probe')))('$id is decided by probes, both ways', ({ id }) => {
    expect(decidedBy('fail', probed)).toContain(id);
    expect(decidedBy('pass', probed)).toContain(id);
  });
});
