import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, request as forward } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Ca } from '../../proxy/ca/ca.ts';
import type { LeafStore } from '../../proxy/ca/leaf-store.ts';
import type { Lab } from '../../proxy/lab/lab.ts';
import type { LabCase } from '../../proxy/lab/lab-case.ts';
import type { LabHost } from '../../proxy/lab/lab-host.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';

/** The mends that a real corscope would suggest. */
const MENDS: Record<string, FixDraft['do']> = {
  'no-cors-headers': [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
  'gateway-answers-405': [
    { op: 'answer', status: 204 },
    { op: 'set', header: 'Access-Control-Allow-Origin', value: 'https://app.lab.test' },
    { op: 'set', header: 'Access-Control-Allow-Methods', value: 'PUT' },
    { op: 'set', header: 'Access-Control-Allow-Headers', value: 'content-type' },
  ],
  'allow-origin-twice': [{ op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'first' }],
};

/** What stands in for corscope's fixes: enough of `set`, `answer` and `dedupe` for the three cases. */
function mendedLines(raw: readonly string[], operations: FixDraft['do']): string[] {
  const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
  const dedupes = operations.some(({ op }) => op === 'dedupe');
  const isOrigin = ([name]: readonly [string, string]) => /^access-control-allow-origin$/i.test(name);
  const kept = pairs.filter((pair, at) => !dedupes || !isOrigin(pair) || pairs.findIndex(isOrigin) === at);
  const added = operations.flatMap(each => (each.op === 'set' ? [[each.header, each.value] as const] : []));
  return [...kept, ...added].flat();
}

/** A proxy that intercepts TLS and believes whatever a case declares: what the lab needs of a corscope, and no more. */
export async function fakeHost(ca: Ca, leaves: LeafStore, lab: Lab): Promise<LabHost> {
  const fixes = new Map<string, Fix>();
  const journeys: JourneyReport[] = [];
  const operations = () => [...fixes.values()].flatMap(fix => fix.do);

  const pick = (name: string, done: (error: Error | null, context?: SecureContext) => void) => {
    leaves.contextFor(name).then(context => done(null, context), done);
  };
  const inside = createTlsServer({ SNICallback: pick }, (request, response) => {
    const labCase = lab.cases.find(({ id }) => request.url?.startsWith(`/${id}/`));
    if (labCase && request.method !== 'OPTIONS') journeys.push(reportOf(labCase, `j${journeys.length + 1}`));
    if (labCase && request.method === 'OPTIONS' && fixes.size === 0) {
      journeys.push(reportOf(labCase, `j${journeys.length + 1}`));
    }
    passOn(lab, ca, request, response, labCase ? operations() : []);
  });
  const proxyUrl = await listening(inside);
  return {
    proxyUrl,
    spki: ca.spki,
    journeys: () => journeys,
    suggestions(journeyId) {
      const report = journeys.find(({ id }) => id === journeyId);
      const labCase = lab.cases.find(({ call }) => call.url === report?.facts.url);
      const mend = MENDS[labCase?.id ?? ''];
      const useless: FixDraft = {
        title: 'Useless',
        enabled: false,
        when: {},
        do: [{ op: 'add', header: 'X', value: '1' }],
      };
      const fix: FixDraft = { title: 'Mend', enabled: false, when: {}, do: mend ?? [] };
      return labCase?.id === 'no-cors-headers' ? [{ fix }] : [{ fix: useless }, { fix }];
    },
    addFix(draft) {
      const fix = { ...draft, id: `f${fixes.size + 1}` };
      if (draft.enabled) fixes.set(fix.id, fix);
      return fix;
    },
    removeFix: id => void fixes.delete(id),
  };
}

function passOn(
  lab: Lab,
  ca: Ca,
  request: IncomingMessage,
  response: ServerResponse,
  operations: FixDraft['do'],
): void {
  const answer = operations.find(({ op }) => op === 'answer');
  if (answer?.op === 'answer' && request.method === 'OPTIONS') {
    response.writeHead(answer.status, mendedLines([], operations)).end();
    return;
  }
  const mends = answer ? [] : operations;
  const route = lab.routes.find(({ host }) => host === request.headers.host);
  if (!route) throw new Error(`no route to ${request.headers.host}`);
  const upstream = forward(
    {
      host: route.address,
      port: route.targetPort,
      servername: route.host,
      ca: ca.certPem,
      method: request.method,
      path: request.url,
      headers: request.headers,
    },
    returned => {
      response.writeHead(returned.statusCode ?? 0, mendedLines(returned.rawHeaders, mends));
      returned.pipe(response);
    },
  );
  request.pipe(upstream);
}

async function listening(inside: ReturnType<typeof createTlsServer>): Promise<string> {
  const proxy = createServer().on('connect', (_request, client: Duplex) => {
    const upstream = connect((inside.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.pipe(upstream).pipe(client);
  });
  await once(inside.listen(0, '127.0.0.1'), 'listening');
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    inside.close().closeAllConnections();
    proxy.close().closeAllConnections();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

export function reportOf({ call, declared, scenario }: LabCase, id: string): JourneyReport {
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
    witness: null,
    findings: [
      {
        id: 'a-rule',
        severity: 'blocks',
        scenario,
        checks: ['a.b'],
        layer: 'app',
        evidence: [],
        seen: '',
        why: '',
        change: '',
      },
    ],
    exchanges: [],
  };
}
