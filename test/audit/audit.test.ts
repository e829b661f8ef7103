import { describe, expect, it, onTestFinished } from 'vitest';
import { runAudit } from '../../proxy/audit/run-audit.ts';
import { isPolicyProblems, readApiPolicy } from '../../shared/audit/api-policy.ts';
import type { AuditLine } from '../../shared/audit/audit-report.ts';
import { AUDIT_CHECKS } from '../../shared/audit/checks/index.ts';
import type { WrittenPolicy } from '../../shared/audit/policy-file.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { type AppAnswer, startApp } from '../support/servers/app.ts';
import { startNginx } from '../support/servers/nginx.ts';

const PAGE = 'https://app.example.com';
const EVIL = 'https://evil.example';
const ORIGIN: HeaderLine = ['Access-Control-Allow-Origin', PAGE];
const ECHO: HeaderLine = ['Access-Control-Allow-Origin', '{origin}'];
const VARY: HeaderLine = ['Vary', 'Origin'];
const CREDENTIALS: HeaderLine = ['Access-Control-Allow-Credentials', 'true'];

const leave = (...more: readonly HeaderLine[]): AppAnswer => ({
  method: 'OPTIONS',
  status: '204 No Content',
  lines: [ORIGIN, ['Access-Control-Allow-Methods', 'GET, PUT'], VARY, ...more],
});
const ok = (...lines: readonly HeaderLine[]): AppAnswer => ({ path: '/orders', status: '200 OK', lines });
const GOOD = [leave(), ok(ORIGIN, VARY)];

interface Row {
  readonly desc: string;
  readonly answers: readonly AppAnswer[];
  readonly policy?: Partial<WrittenPolicy>;
  /** `check result`, of the checks named in `of` where it is given. */
  readonly ends: readonly string[];
  readonly of?: string;
  /** In the sentence of the first that has not passed. */
  readonly says?: string;
}

const ROWS: readonly Row[] = [
  {
    desc: 'all as written',
    answers: GOOD,
    policy: { methods: ['GET', 'PUT'] },
    ends: ['allowed pass', 'allowed pass', 'denied pass', 'denied pass', 'no-credentials pass', 'vary pass'],
  },
  {
    desc: 'a method that is no longer allowed',
    answers: GOOD,
    policy: { methods: ['GET', 'DELETE'] },
    of: 'allowed',
    ends: ['allowed pass', 'allowed drift'],
    says: 'does not list `DELETE`',
  },
  {
    desc: 'a header that is not allowed yet',
    answers: GOOD,
    policy: { headers: ['X-Tenant'] },
    of: 'allowed',
    ends: ['allowed drift'],
    says: 'X-Tenant'.toLowerCase(),
  },
  {
    desc: 'a new page',
    answers: GOOD,
    policy: { origins: [PAGE, 'https://new.example.com'] },
    of: 'allowed',
    ends: ['allowed pass', 'allowed drift'],
    says: 'https://new.example.com',
  },
  {
    desc: 'credentials that are not allowed',
    answers: GOOD,
    policy: { credentials: true },
    of: 'allowed',
    ends: ['allowed drift'],
    says: 'Access-Control-Allow-Credentials is missing',
  },
  {
    desc: 'credentials that nobody asked for',
    answers: [leave(), ok(ORIGIN, VARY, CREDENTIALS)],
    of: 'no-credentials',
    ends: ['no-credentials drift'],
    says: 'Access-Control-Allow-Credentials: true',
  },
  {
    desc: 'any origin let in',
    answers: [leave(), ok(ECHO, VARY)],
    policy: { denied: [EVIL] },
    of: 'denied',
    ends: ['denied drift'],
    says: `Access-Control-Allow-Origin is \`${EVIL}\``,
  },
  {
    desc: 'any origin let in by the preflight alone',
    answers: [{ ...leave(), lines: [ECHO, ['Access-Control-Allow-Methods', 'PUT']] }, ok(ORIGIN, VARY)],
    policy: { denied: [EVIL], methods: ['PUT'] },
    of: 'denied',
    ends: ['denied drift'],
    says: 'Its preflight for PUT passes',
  },
  {
    desc: 'an API for everybody',
    answers: [ok(['Access-Control-Allow-Origin', '*'])],
    policy: { origins: ['*'] },
    ends: ['allowed pass', 'no-credentials pass'],
  },
  {
    desc: 'an API for everybody that has become choosy',
    answers: GOOD,
    policy: { origins: ['*'] },
    of: 'allowed',
    ends: ['allowed drift'],
    says: PAGE,
  },
  {
    desc: 'headers to read',
    answers: [leave(), ok(ORIGIN, VARY, ['Access-Control-Expose-Headers', 'X-Total, ETag'])],
    policy: { exposed: ['x-total', 'Content-Type', 'X-Next'] },
    of: 'exposed',
    ends: ['exposed pass', 'exposed pass', 'exposed drift'],
    says: '`X-Total, ETag`',
  },
  {
    desc: 'a star of headers, with credentials a name like any other',
    answers: [leave(CREDENTIALS), ok(ORIGIN, VARY, CREDENTIALS, ['Access-Control-Expose-Headers', '*'])],
    policy: { exposed: ['X-Total'], credentials: true },
    of: 'exposed',
    ends: ['exposed drift'],
  },
  {
    desc: 'headers of a request that is not sent',
    answers: GOOD,
    policy: { methods: ['PUT'], exposed: ['X-Total'] },
    of: 'exposed',
    ends: ['exposed not-seen'],
    says: 'not sent',
  },
  {
    desc: 'a preflight kept as long as written',
    answers: [leave(['Access-Control-Max-Age', '600']), ok(ORIGIN, VARY)],
    policy: { maxAge: 600 },
    of: 'max-age',
    ends: ['max-age pass'],
  },
  {
    desc: 'a preflight kept longer',
    answers: [leave(['Access-Control-Max-Age', '86400']), ok(ORIGIN, VARY)],
    policy: { maxAge: 600 },
    of: 'max-age',
    ends: ['max-age drift'],
    says: '`86400`',
  },
  {
    desc: 'a cache that would mix pages up',
    answers: [leave(), ok(ECHO)],
    of: 'vary',
    ends: ['vary drift'],
    says: 'neither Vary: Origin',
  },
  {
    desc: 'no Vary, and the same origin for everybody',
    answers: [leave(), ok(ORIGIN)],
    of: 'vary',
    ends: ['vary pass'],
  },
  {
    desc: 'errors: one readable, one not, one that is none',
    answers: [
      leave(),
      { path: '/private', status: '401 Unauthorized', lines: [ORIGIN, VARY] },
      { path: '/nothing', status: '404 Not Found' },
      ok(ORIGIN, VARY),
    ],
    policy: {
      errors: [
        { status: 401, path: '/private' },
        { status: 404, path: '/nothing' },
        { status: 500, path: '/orders' },
      ],
    },
    of: 'errors',
    ends: ['errors pass', 'errors drift', 'errors drift'],
    says: 'answers 404, with no Access-Control-Allow-Origin',
  },
];

async function auditOf(written: WrittenPolicy): Promise<AuditLine[]> {
  const policy = readApiPolicy(written);
  if (isPolicyProblems(policy)) throw new Error(JSON.stringify(policy));
  const told: AuditLine[] = [];
  await runAudit([policy], {}, lines => void told.push(...lines));
  return told;
}

const endsOf = (lines: readonly AuditLine[]) => lines.map(({ check, result }) => `${check} ${result}`);

describe('a policy held against a server', () => {
  it.each(ROWS)('$desc', async ({ answers, policy, ends, of, says = '' }) => {
    const app = await startApp(answers);
    onTestFinished(() => app.stop());
    const url = `http://127.0.0.1:${app.port}/orders`;
    const lines = await auditOf({ url, origins: [PAGE], ...policy });
    const wanted = lines.filter(({ check }) => of === undefined || check === of);
    expect(endsOf(wanted)).toEqual(ends);
    expect(wanted.find(({ result }) => result !== 'pass')?.seen ?? '').toContain(says);
    expect(new Set(app.asked.map(({ method }) => method))).not.toContain('PUT');
  });

  it('has each kind of check in a row that passes and in one that does not', () => {
    const told = new Set(ROWS.flatMap(({ ends }) => ends));
    for (const { id } of AUDIT_CHECKS.filter(({ id }) => id !== 'owner')) {
      expect(told).toContain(`${id} pass`);
      expect(told).toContain(`${id} drift`);
    }
  });

  it('says that nobody answers, and counts it as drift', async () => {
    const app = await startApp([]);
    await app.stop();
    const lines = await auditOf({ url: `http://127.0.0.1:${app.port}/`, origins: [PAGE], maxAge: 5 });
    expect(endsOf(lines)).toEqual(['allowed drift', 'denied drift', 'denied drift', 'max-age drift']);
    for (const { seen } of lines) expect(seen).toContain('ECONNREFUSED');
  });

  it('shows the lines that it concludes from, without what is secret in them', async () => {
    const app = await startApp([leave(), ok(['Access-Control-Allow-Origin', EVIL])]);
    onTestFinished(() => app.stop());
    const [line] = await auditOf({ url: `http://127.0.0.1:${app.port}/orders`, origins: [PAGE] });
    expect(line?.evidence).toEqual([
      {
        request: `GET http://127.0.0.1:${app.port}/orders`,
        rung: 'upstream',
        head: 'delivered',
        index: 0,
        line: `Access-Control-Allow-Origin: ${EVIL}`,
      },
    ]);
  });
});

describe('the owner', () => {
  const layers = async (config: string, answers: readonly AppAnswer[]) => {
    const app = await startApp(answers);
    onTestFinished(() => app.stop());
    const gateway = await startNginx(
      ({ port }) =>
        `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${app.port}; ${config} } }`,
    );
    onTestFinished(() => gateway.stop());
    const via = [`gateway=http://127.0.0.1:${gateway.port}`, `app=http://127.0.0.1:${app.port}`];
    return (owner: string) => auditOf({ url: 'http://api.example.com/orders', origins: [PAGE], via, owner });
  };
  const ownerOf = (lines: readonly AuditLine[]) => lines.filter(({ check }) => check === 'owner');

  it.each([
    { desc: 'the app, through nginx', config: '', answers: GOOD, owner: 'app' },
    {
      desc: 'nginx, before an app that knows nothing of CORS',
      config: `add_header Access-Control-Allow-Origin ${PAGE} always;`,
      answers: [{ status: '200 OK' }],
      owner: 'gateway',
    },
  ])('is $desc', async ({ config, answers, owner }) => {
    const audit = await layers(config, answers);
    expect(endsOf(ownerOf(await audit(owner)))).toEqual(['owner pass']);
    const [other] = ownerOf(await audit(owner === 'app' ? 'gateway' : 'app'));
    expect(other).toMatchObject({ result: 'drift', seen: expect.stringContaining(`\`${owner}\` writes`) as string });
  });
});
