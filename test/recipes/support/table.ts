import { expect } from 'vitest';
import type { ConformanceRow } from '../../../shared/fixes/recipes/conformance.ts';
import type { Policy } from '../../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../../shared/fixes/recipes/recipe.ts';
import type { Answer, Question } from './ask.ts';

/** A server that runs a recipe. */
export interface Subject {
  readonly policy: Policy;
  readonly kind: 'proxy' | 'framework';
  ask(question: Question): Promise<Answer>;
}

interface TableRow {
  readonly row: ConformanceRow;
  /** Whether the row says anything of such a policy. */
  applies?(policy: Policy, kind: Subject['kind']): boolean;
  run(subject: Subject): Promise<void>;
}

/** Allowed by themselves, but for some values of theirs; some libraries name them all the same. */
const SAFELISTED = ['accept', 'accept-language', 'content-language', 'content-type'];

const STRANGER = 'https://stranger.example.org';

/** The conformance table: every server is held to every row, but for those that its recipe declares. */
export const TABLE: readonly TableRow[] = [
  {
    row: 'preflight-allowed',
    async run(subject) {
      for (const method of subject.policy.methods) {
        const answer = await subject.ask(preflight(subject, '/things', origins(subject)[0], method));
        expectSuccess(answer);
        expectNamed(subject, answer, origins(subject)[0]);
        const allowed = answer.values('Access-Control-Allow-Methods').flatMap(value => value.split(/\s*,\s*/));
        // some frameworks name what is asked for alone
        if (subject.kind === 'proxy') expect(allowed.toSorted()).toEqual(subject.policy.methods.toSorted());
        expect(allowed).toContain(method);
        expect(subject.policy.methods).toEqual(expect.arrayContaining(allowed));
        const names = answer.names('Access-Control-Allow-Headers').filter(name => !SAFELISTED.includes(name));
        const wanted = subject.policy.requestHeaders.filter(name => !SAFELISTED.includes(name));
        expect(names.toSorted()).toEqual(wanted.toSorted());
        for (const name of subject.policy.requestHeaders)
          expect(answer.names('Access-Control-Allow-Headers')).toContain(name);
      }
    },
  },
  {
    row: 'preflight-unasked',
    async run(subject) {
      const lines = { 'Access-Control-Request-Method': 'BREW', 'Access-Control-Request-Headers': 'x-unasked' };
      const answer = await subject.ask({ ...preflight(subject, '/things', origins(subject)[0]), lines });
      for (const name of ['*', 'brew']) expect(answer.names('Access-Control-Allow-Methods')).not.toContain(name);
      for (const name of ['*', 'x-unasked']) expect(answer.names('Access-Control-Allow-Headers')).not.toContain(name);
    },
  },
  {
    row: 'second-origin',
    applies: ({ origins }) => origins.length > 1 && origins !== 'any',
    async run(subject) {
      for (const origin of origins(subject)) {
        const asked = await subject.ask(preflight(subject, '/things', origin));
        expectSuccess(asked);
        expectNamed(subject, asked, origin);
        expectAllowed(subject, await subject.ask(get(subject, '/things', origin)), origin);
      }
    },
  },
  {
    row: 'preflight-denied',
    applies: namesOrigins,
    async run(subject) {
      expectDenied(await subject.ask(preflight(subject, '/things', STRANGER)));
    },
  },
  {
    row: 'near-miss-origins',
    applies: namesOrigins,
    async run(subject) {
      for (const origin of origins(subject).flatMap(nearMisses)) {
        expectDenied(await subject.ask(preflight(subject, '/things', origin)));
        expectDenied(await subject.ask(get(subject, '/things', origin)));
      }
    },
  },
  {
    row: 'origin-with-path',
    applies: namesOrigins,
    async run(subject) {
      for (const origin of origins(subject)) expectDenied(await subject.ask(get(subject, '/things', `${origin}/`)));
    },
  },
  {
    row: 'get-allowed',
    async run(subject) {
      const answer = await subject.ask(get(subject, '/things', origins(subject)[0]));
      expect(answer.status).toBe(200);
      expectAllowed(subject, answer, origins(subject)[0]);
    },
  },
  {
    row: 'get-denied',
    applies: namesOrigins,
    async run(subject) {
      const answer = await subject.ask(get(subject, '/things', STRANGER));
      expectDenied(answer);
    },
  },
  { row: 'vary-allowed', applies: namesOrigins, run: subject => expectVary(subject, origins(subject)[0]) },
  { row: 'vary-denied', applies: namesOrigins, run: subject => expectVary(subject, STRANGER) },
  { row: 'vary-no-origin', applies: namesOrigins, run: subject => expectVary(subject, null) },
  {
    row: 'vary-kept',
    async run(subject) {
      const answer = await subject.ask(get(subject, '/things', origins(subject)[0]));
      expect(answer.names('Vary')).toContain('accept-encoding');
      expect(answer.names('Vary').filter(name => name === 'origin').length).toBeLessThanOrEqual(1);
    },
  },
  { row: 'not-found', run: subject => expectError(subject, '/missing', 404) },
  { row: 'server-error', run: subject => expectError(subject, '/broken', 500) },
  { row: 'unauthorized', run: subject => expectError(subject, '/private', 401) },
  {
    row: 'bad-gateway',
    applies: (_policy, kind) => kind === 'proxy',
    async run(subject) {
      const answer = await subject.ask(get(subject, '/cut', origins(subject)[0]));
      expect(answer.status).toBeGreaterThanOrEqual(502);
      expect(answer.values('X-Upstream')).toEqual([]);
      expectAllowed(subject, answer, origins(subject)[0]);
    },
  },
  {
    row: 'one-owner',
    async run(subject) {
      const answer = await subject.ask(get(subject, '/own', origins(subject)[0]));
      expect(answer.status).toBe(200);
      expectAllowed(subject, answer, origins(subject)[0]);
    },
  },
  {
    row: 'one-owner-denied',
    applies: namesOrigins,
    async run(subject) {
      expectDenied(await subject.ask(get(subject, '/own', STRANGER)));
      expectDenied(await subject.ask(get(subject, '/own', null)));
    },
  },
  {
    row: 'max-age',
    async run(subject) {
      const answer = await subject.ask(preflight(subject, '/things', origins(subject)[0]));
      expect(answer.values('Access-Control-Max-Age')).toEqual([String(subject.policy.maxAge)]);
    },
  },
  {
    row: 'preflight-before-auth',
    async run(subject) {
      const answer = await subject.ask(preflight(subject, '/private', origins(subject)[0]));
      expectSuccess(answer);
      expectNamed(subject, answer, origins(subject)[0]);
    },
  },
  {
    row: 'plain-options',
    async run(subject) {
      const answer = await subject.ask({ ...get(subject, '/things', origins(subject)[0]), method: 'OPTIONS' });
      expect(answer.values('X-Upstream')).toEqual(['yes']);
      expect(answer.status).toBe(405);
    },
  },
  {
    row: 'path-prefix',
    applies: ({ pathPrefix }) => pathPrefix !== '/',
    async run(subject) {
      const origin = origins(subject)[0];
      const own = await subject.ask({ path: '/elsewhere/own', origin });
      expect(own.values('Access-Control-Allow-Origin')).toEqual(['*']);
      expect(own.values('Access-Control-Max-Age')).toEqual(['86400']);
      const things = await subject.ask({ ...preflight(subject, '/', origin), path: '/elsewhere/things' });
      expect(things.status).toBe(405);
      expect(things.values('Access-Control-Allow-Origin')).toEqual([]);
    },
  },
];

/** The rows that say something of this policy, without those that the recipe declares. */
export function rowsFor({ shortfalls }: RecipeWriter, policy: Policy, kind: Subject['kind']): TableRow[] {
  const declared = shortfalls.map(({ row }) => row);
  return TABLE.filter(({ row, applies }) => !declared.includes(row) && (applies?.(policy, kind) ?? true));
}

function namesOrigins({ origins }: Policy): boolean {
  return origins !== 'any';
}

function origins({ policy }: Subject): [string, ...string[]] {
  const [first, ...others] = policy.origins === 'any' ? [STRANGER] : policy.origins;
  if (first === undefined) throw new Error('a policy without origins');
  return [first, ...others];
}

/** Each only looks like the origin. */
function nearMisses(origin: string): string[] {
  const [scheme = '', host = ''] = origin.split('://');
  return [
    'null',
    `${origin}.evil.test`,
    `${scheme}://evil${host}`,
    `${scheme}://evil.${host}`,
    `${scheme === 'http' ? 'https' : 'http'}://${host}`,
    /:\d+$/.test(host) ? origin.replace(/:\d+$/, '') : `${origin}:8443`,
    `${origin}, ${STRANGER}`,
    origin.replace('.', 'x'),
    origin.slice(0, -1),
  ].filter(near => near !== origin);
}

function get({ policy }: Subject, path: string, origin: string | null): Question {
  return { path: `${policy.pathPrefix}${path.slice(1)}`, origin };
}

function preflight(subject: Subject, path: string, origin: string | null, method = 'GET'): Question {
  const { requestHeaders } = subject.policy;
  const asked = requestHeaders.length === 0 ? {} : { 'Access-Control-Request-Headers': requestHeaders.join(',') };
  const lines = { 'Access-Control-Request-Method': method, ...asked };
  return { ...get(subject, path, origin), method: 'OPTIONS', lines };
}

function expectSuccess({ status }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThanOrEqual(299);
}

function expectNamed({ policy }: Subject, answer: Answer, origin: string): void {
  expect(answer.values('Access-Control-Allow-Origin')).toEqual([policy.origins === 'any' ? '*' : origin]);
  expect(answer.values('Access-Control-Allow-Credentials')).toEqual(policy.credentials ? ['true'] : []);
}

function expectAllowed(subject: Subject, answer: Answer, origin: string): void {
  const { policy } = subject;
  expectNamed(subject, answer, origin);
  expect(answer.names('Access-Control-Expose-Headers').toSorted()).toEqual(policy.exposedHeaders.toSorted());
}

function expectDenied(answer: Answer): void {
  expect(answer.values('Access-Control-Allow-Origin')).toEqual([]);
}

/** No cache keeps an answer to OPTIONS (RFC 9110 §9.3.7), so a framework may save itself the header there. */
async function expectVary(subject: Subject, origin: string | null): Promise<void> {
  expect((await subject.ask(get(subject, '/things', origin))).names('Vary')).toContain('origin');
  expect((await subject.ask(get(subject, '/own', origin))).names('Vary')).toContain('origin');
  expect((await subject.ask(get(subject, '/missing', origin))).names('Vary')).toContain('origin');
  if (subject.kind === 'framework') return;
  expect((await subject.ask(preflight(subject, '/things', origin))).names('Vary')).toContain('origin');
}

async function expectError(subject: Subject, path: string, status: number): Promise<void> {
  const answer = await subject.ask(get(subject, path, origins(subject)[0]));
  expect(answer.status).toBe(status);
  expectAllowed(subject, answer, origins(subject)[0]);
}
