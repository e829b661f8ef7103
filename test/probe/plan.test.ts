import { describe, expect, it } from 'vitest';
import { firstValue } from '../../shared/http/header-line.ts';
import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { nearMissesOf } from '../../shared/probe/near-misses.ts';
import { planOf } from '../../shared/probe/plan.ts';
import type { ProbeRequest, QuestionKind } from '../../shared/probe/probe-request.ts';
import type { RawAsk } from '../../shared/probe/read-ask.ts';
import { askOf, PAGE } from './support.ts';

const VIA = ['cdn=https://192.0.2.1', 'app=http://10.0.0.2:3000'];
const kindsOf = (requests: readonly ProbeRequest[]) => requests.map(({ kind }) => kind);
const planFor = (raw: Partial<RawAsk> = {}) => planOf(askOf(raw), 't');
const only = (requests: readonly ProbeRequest[], kind: QuestionKind) =>
  requests.filter(request => request.kind === kind);

function linesOf(request: ProbeRequest | undefined, ...names: readonly string[]) {
  return names.map(name => firstValue(request?.head.lines ?? [], name));
}

describe('the plan', () => {
  it('asks one rung so, for one origin and one method', () => {
    expect(kindsOf(planFor())).toEqual([
      ...['preflight', 'request', 'fresh', 'no-origin', 'after-no-origin', 'unknown-origin', 'after-other-origin'],
      ...['null-origin', 'near-miss', 'near-miss', 'near-miss', 'near-miss', 'near-miss'],
      ...['not-found', 'unauthorized', 'plain-options'],
    ]);
  });

  it('asks every rung the same, one after the other, and numbers the requests', () => {
    const plan = planFor({ via: VIA });
    expect(plan.map(({ number }) => number)).toEqual(plan.map((_, index) => index + 1));
    expect(plan.map(({ rung }) => rung)).toEqual([...Array(16).fill('cdn'), ...Array(16).fill('app')]);
    const [cdn, app] = ['cdn', 'app'].map(name => plan.filter(({ rung }) => rung === name));
    expect(app?.map(({ question }) => question)).toEqual(cdn?.map(({ question }) => question));
    expect(new Set(cdn?.map(({ question }) => question)).size).toBe(16);
  });

  const CHANGING: readonly { desc: string; raw: Partial<RawAsk>; sent: readonly string[] }[] = [
    { desc: 'PUT is only asked for', raw: { methods: ['PUT'] }, sent: ['GET', 'OPTIONS'] },
    { desc: 'DELETE beside GET too', raw: { methods: ['GET', 'DELETE'] }, sent: ['GET', 'OPTIONS'] },
    {
      desc: 'PUT is sent where it may be',
      raw: { methods: ['PUT'], allowUnsafe: true },
      sent: ['GET', 'OPTIONS', 'PUT'],
    },
    { desc: 'HEAD is used where it is what the page asks with', raw: { methods: ['HEAD'] }, sent: ['HEAD', 'OPTIONS'] },
  ];

  it.each(CHANGING)('changes nothing: $desc', ({ raw, sent }) => {
    expect([...new Set(planFor(raw).map(({ head }) => head.method))].sort()).toEqual(sent);
  });

  it('asks for each origin and method at the URL itself, and for the second origin once more', () => {
    const plan = planFor({ origins: [PAGE, 'https://admin.example.com'], methods: ['GET', 'PUT'] });
    expect(only(plan, 'preflight').map(({ origin, method }) => `${method} ${origin}`)).toEqual([
      ...[`GET ${PAGE}`, `PUT ${PAGE}`, 'GET https://admin.example.com', 'PUT https://admin.example.com'],
    ]);
    expect(only(plan, 'request').map(({ origin }) => origin)).toEqual([PAGE, 'https://admin.example.com']);
    expect(only(plan, 'other-origin').map(({ origin }) => origin)).toEqual(['https://admin.example.com']);
    expect(only(plan, 'unknown-origin')).toHaveLength(1);
  });

  it('keeps all but the page’s own request out of the caches of others', () => {
    const plan = planFor({ via: VIA });
    const atUrl = plan.filter(({ url }) => url === 'https://api.example.com/orders?page=2');
    expect(new Set(kindsOf(atUrl))).toEqual(new Set(['preflight', 'request']));
    const pairs = [
      ['no-origin', 'after-no-origin'],
      ['unknown-origin', 'after-other-origin'],
    ] as const;
    for (const [first, second] of pairs) {
      expect(only(plan, second).map(({ url }) => url)).toEqual(only(plan, first).map(({ url }) => url));
    }
    const keyed = plan.filter(({ kind }) => !['preflight', 'request'].includes(kind) && !kind.startsWith('after-'));
    expect(new Set(keyed.map(({ url }) => url)).size).toBe(keyed.length);
    expect(only(plan, 'fresh').map(({ url }) => url)).toEqual([
      'https://api.example.com/orders?page=2&corscope-probe=t-1a',
      'https://api.example.com/orders?page=2&corscope-probe=t-2a',
    ]);
  });

  it('asks at the URL itself where that is wished for, but for the unknown path', () => {
    const others = planFor({ sameUrl: true }).filter(({ url }) => url !== 'https://api.example.com/orders?page=2');
    expect(kindsOf(others)).toEqual(['not-found']);
  });

  const PATHS = [
    { url: 'https://a.test/', path: '/corscope-probe-t-1' },
    { url: 'https://a.test/orders', path: '/corscope-probe-t-1' },
    { url: 'https://a.test/v1/orders/7?x=1', path: '/v1/orders/corscope-probe-t-1' },
    { url: 'https://a.test/v1/', path: '/v1/corscope-probe-t-1' },
  ];

  it.each(PATHS)('the unknown path beside $url is $path', ({ url, path }) => {
    expect(only(planFor({ url }), 'not-found')[0]?.head.target).toBe(path);
  });
});

describe('the heads', () => {
  const raw: Partial<RawAsk> = {
    methods: ['PUT'],
    headers: ['Authorization: Bearer s3cret', 'X-Tenant', 'Content-Type'],
    via: VIA,
    allowUnsafe: true,
  };

  it('ask leave for what the page sets, and carry nothing of it', () => {
    const [preflight] = only(planFor(raw), 'preflight');
    expect(
      linesOf(preflight, 'Access-Control-Request-Method', 'Access-Control-Request-Headers', 'Origin', 'Authorization'),
    ).toEqual(['PUT', 'authorization,content-type,x-tenant', PAGE, null]);
  });

  it('carry what the page sets, with a stand-in where only the name is known', () => {
    const [request] = only(planFor(raw), 'request');
    expect(linesOf(request, 'Authorization', 'X-Tenant', 'Content-Type', 'Content-Length')).toEqual([
      'Bearer s3cret',
      'corscope-probe',
      'application/json',
      '0',
    ]);
  });

  it('keep the host of the URL, and tell a layer asked in plain HTTP that it was https', () => {
    const [cdn, app] = only(planFor(raw), 'fresh');
    expect(linesOf(cdn, 'Host', 'X-Forwarded-Proto')).toEqual(['api.example.com', null]);
    expect(linesOf(app, 'Host', 'X-Forwarded-Proto')).toEqual(['api.example.com', 'https']);
  });

  it('leave the secret out of a failed authentication, or send a wrong one', () => {
    expect(linesOf(only(planFor(raw), 'unauthorized')[0], 'Authorization', 'X-Tenant')).toEqual([
      null,
      'corscope-probe',
    ]);
    expect(linesOf(only(planFor(), 'unauthorized')[0], 'Authorization')).toEqual(['Bearer corscope-probe']);
  });

  it('have no preflight’s fields on a plain OPTIONS', () => {
    const [plain] = only(planFor(raw), 'plain-options');
    expect(plain?.head.method).toBe('OPTIONS');
    expect(linesOf(plain, 'Origin', 'Access-Control-Request-Method', 'X-Tenant')).toEqual([PAGE, null, null]);
  });

  it('carry a cookie only with credentials, and never on preflights', () => {
    const plan = planFor({ headers: ['Cookie: sid=1'], credentials: true });
    expect(linesOf(only(plan, 'request')[0], 'Cookie')).toEqual(['sid=1']);
    expect(linesOf(only(plan, 'preflight')[0], 'Cookie', 'Access-Control-Request-Headers')).toEqual([null, null]);
  });

  it('have no Origin where none is sent', () => {
    expect(linesOf(only(planFor(), 'no-origin')[0], 'Origin', 'Sec-Fetch-Mode')).toEqual([null, null]);
  });
});

const NEAR: readonly { origin: ProbeAsk['origins'][number]; near: readonly string[] }[] = [
  {
    origin: 'https://app.example.com',
    near: [
      'https://app.example.com.corscope-probe.invalid',
      'https://corscopeexample.com',
      'https://appxexample.com',
      'https://corscope-probe.example.com',
      'http://app.example.com',
    ],
  },
  {
    origin: 'https://example.co.uk:8443',
    near: [
      'https://example.co.uk.corscope-probe.invalid:8443',
      'https://corscopeexample.co.uk:8443',
      'https://corscope-probe.example.co.uk:8443',
      'http://example.co.uk:8443',
    ],
  },
  {
    origin: 'http://localhost:3000',
    near: [
      'http://localhost.corscope-probe.invalid:3000',
      'http://corscopelocalhost:3000',
      'http://corscope-probe.localhost:3000',
    ],
  },
  { origin: 'https://10.0.0.1', near: ['http://10.0.0.1'] },
  { origin: 'http://[::1]:3000', near: [] },
  { origin: 'null', near: [] },
];

describe('near misses', () => {
  it.each(NEAR)('of $origin', ({ origin, near }) => {
    expect(nearMissesOf(origin).map(miss => miss.origin)).toEqual(near);
  });
});
