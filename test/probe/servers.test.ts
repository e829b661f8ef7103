import { afterAll, describe, expect, it } from 'vitest';
import { runProbe } from '../../proxy/probe/run-probe.ts';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import type { RawAsk } from '../../shared/probe/read-ask.ts';
import { startApache } from '../support/servers/apache.ts';
import { type AppAnswer, startApp } from '../support/servers/app.ts';
import { startCaddy } from '../support/servers/caddy.ts';
import { startHaproxy } from '../support/servers/haproxy.ts';
import { startNginx } from '../support/servers/nginx.ts';
import type { Server } from '../support/servers/server.ts';
import { startVarnish } from '../support/servers/varnish.ts';
import { askOf, PAGE } from './support.ts';

/** A layer in front of what listens on that port of 127.0.0.1. */
type Layer = readonly [name: string, start: (behind: number) => Promise<Server>];

interface Row {
  readonly desc: string;
  /** From the browser inwards, the app left out. */
  readonly layers: readonly Layer[];
  /** Null: nothing listens. */
  readonly app: readonly AppAnswer[] | null;
  readonly raw?: Partial<RawAsk>;
  readonly outcome: ProbeReport['outcome'];
  /** Every conclusion that is more than a note, with the layer blamed. */
  readonly blames: readonly string[];
  /** Rows of the checklist that must be so. */
  readonly checks?: Readonly<Record<string, 'pass' | 'fail' | 'not-seen'>>;
  readonly couldNotTell?: RegExp;
  /** Of the layers, and of the makers of errors, as they are recognised at the first rung. */
  readonly recognised?: readonly string[];
}

const ORIGIN = ['Access-Control-Allow-Origin', PAGE] as const;
const VARY = ['Vary', 'Origin'] as const;
const PREFLIGHT: AppAnswer = {
  method: 'OPTIONS',
  status: '204 No Content',
  lines: [ORIGIN, ['Access-Control-Allow-Methods', 'GET, PUT'], VARY],
};
/** It names the page whoever asks, and nothing depends on Origin. */
const GOOD_APP: readonly AppAnswer[] = [
  PREFLIGHT,
  { path: '/orders', status: '200 OK', lines: [ORIGIN, VARY], body: 'orders' },
  { status: '404 Not Found', lines: [ORIGIN, VARY] },
];
const PLAIN_APP: readonly AppAnswer[] = [
  { path: '/orders', status: '200 OK', body: 'orders' },
  { status: '404 Not Found' },
];
/** It echoes, and only where there is an Origin does it say Vary. */
const ECHO = ['Access-Control-Allow-Origin', '{origin}'] as const;

const nginx = (name: string, location: string, http = ''): Layer => [
  name,
  behind =>
    startNginx(
      ({ port, folder }) => `
      ${http.replaceAll('FOLDER', folder)}
      server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${behind}; ${location} } }`,
    ),
];
const CACHE = 'proxy_cache_path FOLDER/cache keys_zone=c:1m;';
const CACHED = 'proxy_cache c; proxy_cache_valid 200 1m; add_header X-Cache-Status $upstream_cache_status;';
const varnish: Layer = [
  'varnish',
  behind =>
    startVarnish(
      () => `
      backend default { .host = "127.0.0.1"; .port = "${behind}"; }
      sub vcl_backend_response { set beresp.ttl = 1m; }`,
    ),
];
const haproxy = (rules: string): Layer => [
  'haproxy',
  behind =>
    startHaproxy(
      ({ port }) => `
frontend f
  bind 127.0.0.1:${port}
  default_backend b
backend b
  retries 0
  ${rules}
  server app 127.0.0.1:${behind}`,
    ),
];
const apache = (rules: string): Layer => [
  'apache',
  behind => startApache(() => `${rules}\nProxyPass / http://127.0.0.1:${behind}/`),
];
const caddy = (rules: string): Layer => [
  'caddy',
  behind => startCaddy(({ port }) => `http://:${port} {\n  ${rules}\n  reverse_proxy 127.0.0.1:${behind}\n}`),
];

const ROWS: readonly Row[] = [
  {
    desc: 'near miss: layers that change nothing',
    layers: [haproxy(''), nginx('nginx', '')],
    app: GOOD_APP,
    raw: { methods: ['GET', 'PUT'] },
    outcome: 'depends',
    blames: [],
    checks: { 's1.stripped': 'pass', 'gateway.options': 'pass', 'app.explicit': 'pass', 'app.errors': 'pass' },
    couldNotTell: /What the response to `PUT` looks like/,
  },
  {
    desc: 'nginx adds the header without always: the 404 goes without',
    layers: [nginx('nginx', `add_header Access-Control-Allow-Origin ${PAGE};`)],
    app: PLAIN_APP,
    outcome: 'allowed',
    blames: ['nginx: errors-without-headers'],
    checks: { 's5.error-statuses': 'fail', 'app.errors': 'fail', 'mistake.success-only': 'fail' },
    recognised: ['nginx'],
  },
  {
    desc: 'nginx hides the app’s header',
    layers: [nginx('nginx', 'proxy_hide_header Access-Control-Allow-Origin;')],
    app: GOOD_APP,
    outcome: 'blocked',
    blames: ['nginx: stripped'],
    checks: { 's1.stripped': 'fail', 's5.layers-in-order': 'fail' },
  },
  {
    desc: 'nginx caches, the app echoes without Vary: nginx’s own Vary comes too late',
    layers: [nginx('nginx', `${CACHED} add_header Vary Origin always;`, CACHE)],
    app: [
      { method: 'OPTIONS', status: '204 No Content', lines: [ECHO] },
      { status: '200 OK', lines: [ECHO] },
    ],
    raw: { origins: [PAGE, 'https://admin.example.com'] },
    outcome: 'blocked',
    blames: ['nginx: cached-for-another-origin', 'nginx: stored-without-origin'],
    checks: { 'cdn.cache': 'fail', 's5.stale-cache': 'fail', 'cdn.vary': 'fail', 'cdn.stale-edge': 'not-seen' },
  },
  {
    desc: 'Varnish caches, the app forgets Vary where there is no Origin',
    layers: [varnish],
    app: [
      { method: 'OPTIONS', status: '204 No Content', lines: [ORIGIN, VARY] },
      { withOrigin: true, status: '200 OK', lines: [ORIGIN, VARY] },
      { status: '200 OK' },
    ],
    outcome: 'allowed',
    blames: ['varnish: stored-without-origin', 'app: vary-missing'],
    checks: { 'cdn.cache': 'fail', 'cdn.vary': 'fail' },
  },
  {
    desc: 'near miss: Varnish caches, and the app says Vary with every answer',
    layers: [varnish],
    app: [
      { method: 'OPTIONS', status: '204 No Content', lines: [ORIGIN, VARY] },
      { withOrigin: true, status: '200 OK', lines: [ORIGIN, VARY] },
      { status: '200 OK', lines: [VARY] },
    ],
    outcome: 'allowed',
    blames: [],
    checks: { 'cdn.vary': 'pass', 's5.stale-cache': 'pass' },
  },
  {
    desc: 'HAProxy’s own 503, with rules that do not reach it',
    layers: [haproxy(`http-response set-header access-control-allow-origin ${PAGE}`)],
    app: null,
    outcome: 'blocked',
    blames: ['haproxy: answered-instead'],
    checks: { 'cat.not-cors': 'fail', 's5.error-statuses': 'fail' },
    recognised: ['haproxy'],
    couldNotTell: /What `app` at `http:\/\/127\.0\.0\.1:\d+` does: it did not respond/,
  },
  {
    desc: 'Apache always doubles, its own line first',
    layers: [apache(`Header always set Access-Control-Allow-Origin ${PAGE}`)],
    app: GOOD_APP,
    outcome: 'blocked',
    blames: ['apache: doubled'],
    checks: { 's5.duplicates': 'fail', 'mistake.many-owners': 'fail' },
  },
  {
    desc: 'Caddy knows no OPTIONS, the app does',
    layers: [caddy('@options method OPTIONS\n  respond @options 405')],
    app: GOOD_APP,
    raw: { methods: ['PUT'] },
    outcome: 'blocked',
    blames: ['caddy: options-refused'],
    checks: { 's2.routed': 'fail', 'gateway.options': 'fail', 'mistake.forgot-options': 'fail' },
  },
  {
    desc: 'an auth proxy sends the preflight to the login',
    layers: [nginx('proxy', 'if ($http_authorization = "") { return 302 https://login.example.com/oauth2/start; }')],
    app: GOOD_APP,
    raw: { headers: ['Authorization: Bearer x'] },
    outcome: 'blocked',
    blames: ['proxy: auth-before-options'],
    checks: { 's2.auth-first': 'fail', 'gateway.options': 'fail' },
  },
  {
    desc: 'three layers, two faults at once: the outermost doubles one header, the innermost takes off another',
    layers: [
      caddy(`header Access-Control-Allow-Origin ${PAGE}`),
      haproxy(''),
      nginx('nginx', 'proxy_hide_header Access-Control-Allow-Credentials;'),
    ],
    app: [{ status: '200 OK', lines: [ORIGIN, ['Access-Control-Allow-Credentials', 'true'], VARY] }],
    raw: { credentials: true },
    outcome: 'blocked',
    blames: ['nginx: stripped', 'caddy: doubled'],
    checks: { 's5.duplicates': 'fail', 's1.stripped': 'fail' },
  },
];

describe('the ladder blames the right layer', () => {
  const running: Server[] = [];
  afterAll(() => Promise.all(running.map(server => server.stop())));

  it.each(ROWS)('$desc', async ({ layers, app, raw, outcome, blames, checks, couldNotTell, recognised }) => {
    const last = await startApp(app ?? []);
    running.push(last);
    const servers = [last];
    for (const [, start] of layers.toReversed()) servers.unshift((await start(servers[0]?.port ?? 0)) as typeof last);
    running.push(...servers);
    if (app === null) await last.stop();
    const names = [...layers.map(([name]) => name), 'app'];
    const via = names.map((name, index) => `${name}=http://127.0.0.1:${servers[index]?.port}`);
    const report = await runProbe(askOf({ url: 'http://api.example.com/orders', via, ...raw }));
    const serious = report.conclusions.filter(({ severity }) => severity !== 'notes');
    expect(serious.map(({ layer, id }) => `${layer}: ${id}`)).toEqual(blames);
    expect(report.outcome).toBe(outcome);
    expect(Object.fromEntries(report.checks.map(({ id, result }) => [id, result]))).toMatchObject(checks ?? {});
    const seeming = [...(report.rungs[0]?.layers ?? []), ...(report.rungs[0]?.errorMakers ?? [])];
    expect(seeming.map(({ product }) => product)).toEqual(expect.arrayContaining([...(recognised ?? [])]));
    if (couldNotTell !== undefined) expect(report.couldNotTell.join('\n')).toMatch(couldNotTell);
  });
});
