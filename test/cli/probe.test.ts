import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import { type AppAnswer, startApp } from '../support/servers/app.ts';
import { tempFiles } from '../support/temp-file.ts';
import { run } from './support/corscope.ts';

const PAGE = 'https://app.example.com';
const LET_IN: AppAnswer = {
  status: '200 OK',
  lines: [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Methods', 'GET, PUT'],
  ],
};
const BARE: AppAnswer = { status: '200 OK' };

const file = tempFiles();

async function app(...answers: readonly AppAnswer[]) {
  const started = await startApp(answers);
  onTestFinished(() => started.stop());
  return Object.assign(started, { url: `http://127.0.0.1:${started.port}/orders` });
}

async function probe(...args: readonly string[]) {
  const running = run(['probe', ...args]);
  const code = await running.ended;
  return { code, stdout: running.stdout, stderr: running.stderr };
}

function reportIn(stdout: string): ProbeReport {
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as ProbeReport;
}

describe('exit codes', () => {
  const ROWS = [
    { desc: 'let in', answer: LET_IN, args: [], code: 0, headline: 'Allowed: the page at `https://app.example.com`' },
    { desc: 'refused', answer: BARE, args: [], code: 1, headline: 'Blocked: the response to GET' },
    {
      desc: 'refused at the preflight',
      answer: BARE,
      args: ['--method', 'PUT'],
      code: 1,
      headline: 'Blocked at the preflight',
    },
    { desc: 'a preflight that passes', answer: LET_IN, args: ['--method', 'PUT'], code: 0, headline: 'Depends' },
    { desc: 'nobody there', answer: null, args: ['--timeout', '1'], code: 2, headline: 'No response from' },
  ] as const;

  it.each(ROWS)('$desc: $code', async ({ answer, args, code, headline }) => {
    const { url, stop } = await app(...(answer === null ? [] : [answer]));
    if (answer === null) await stop();
    const people = await probe(url, '--origin', PAGE, ...args);
    expect(people.code).toBe(code);
    expect(people.stdout).toContain(headline);
    const script = await probe(url, '--origin', PAGE, ...args, '--json');
    expect(script.code).toBe(code);
    expect(reportIn(script.stdout)).toMatchObject({ event: 'probe', url, dryRun: false });
  });
});

describe('what is printed', () => {
  it('is a table with a column a layer, conclusions, what is open, and the checklist', async () => {
    const [outside, inside] = [await app(BARE), await app(LET_IN)];
    const via = ['--via', `gateway=http://127.0.0.1:${outside.port}`, '--via', `app=http://127.0.0.1:${inside.port}`];
    const { stdout, stderr, code } = await probe('http://api.example.com/orders', '--origin', PAGE, ...via);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ +gateway +app$/m);
    expect(stdout).toMatch(/^GET +200 ✗ none +200 ✓$/m);
    expect(stdout).toMatch(
      /What blocks the page\n {2}gateway: stripped\n {4}`gateway` responds to `GET http:\/\/api.example.com/,
    );
    expect(stdout).toMatch(/Could not tell\n/);
    expect(stdout).toMatch(/Checklist\n {2}fail +s1\.stripped/);
    const progress = stderr.trimEnd().split('\n');
    expect(progress).toHaveLength(32);
    expect(progress[0]).toMatch(/^ 1\/32 {2}gateway {2}preflight for GET {2}200, \d+ ms$/);
  });

  it('is the plan on a dry run, and nothing is sent', async () => {
    const started = await app(LET_IN);
    const { stdout, stderr, code } = await probe(started.url, '--origin', PAGE, '--dry-run');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('Nothing was sent: 16 requests to one address are planned. At most 100 are allowed.');
    expect(stdout.match(/^\d+ +upstream +(GET|OPTIONS) +http/gm)).toHaveLength(16);
    expect(started.asked).toHaveLength(0);
    const script = await probe(started.url, '--origin', PAGE, '--dry-run', '--json');
    expect(reportIn(script.stdout)).toMatchObject({ dryRun: true, outcome: 'not-sent' });
    expect(started.asked).toHaveLength(0);
  });

  it('sends what changes things only where it may', async () => {
    const started = await app(LET_IN);
    const methods = () => new Set(started.asked.map(({ method }) => method));
    await probe(started.url, '--origin', PAGE, '--method', 'PUT');
    expect(methods()).toEqual(new Set(['OPTIONS', 'GET']));
    await probe(started.url, '--origin', PAGE, '--method', 'PUT', '--allow-unsafe');
    expect(methods()).toEqual(new Set(['OPTIONS', 'GET', 'PUT']));
  });

  it('says that the origin was a guess', async () => {
    const { url } = await app(LET_IN);
    const { stdout } = await probe(url);
    expect(stdout).toContain('its origin was not given, so `http://localhost:3000` was sent');
  });
});

describe('a recorded request', () => {
  const recorded = (port: number) =>
    file('recorded.har', {
      log: {
        version: '1.2',
        entries: ['GET', 'DELETE'].map(method => ({
          startedDateTime: '2026-01-31T10:00:00.000Z',
          time: 5,
          request: {
            method,
            url: `http://127.0.0.1:${port}/${method.toLowerCase()}`,
            httpVersion: 'HTTP/1.1',
            headers: [
              { name: 'Origin', value: PAGE },
              { name: 'Authorization', value: 'Bearer •••(6)' },
              { name: 'X-Tenant', value: 'seven' },
            ],
          },
          response: { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [] },
        })),
      },
    });

  it('is asked again: its URL, method, headers and origin', async () => {
    const started = await app(LET_IN);
    const { stdout } = await probe('--journey', `${recorded(started.port)}:j2`, '--json');
    const { plan, url } = reportIn(stdout);
    expect(url).toBe(`http://127.0.0.1:${started.port}/delete`);
    const [preflight] = plan;
    expect(preflight?.headers).toContainEqual(['Access-Control-Request-Method', 'DELETE']);
    expect(preflight?.headers).toContainEqual(['Access-Control-Request-Headers', 'authorization,x-tenant']);
    expect(preflight?.headers).toContainEqual(['Origin', PAGE]);
    expect(started.asked.some(({ lines }) => lines.some(([, value]) => value === 'seven'))).toBe(true);
    expect(started.asked.some(({ lines }) => lines.some(([, value]) => value.includes('•')))).toBe(false);
  });

  it('is the first that was blocked where none is named, and flags count more', async () => {
    const started = await app(LET_IN);
    const args = ['--journey', recorded(started.port), '--origin', 'https://other.example.com', '--dry-run', '--json'];
    const { plan, url } = reportIn((await probe(...args)).stdout);
    expect(url).toBe(`http://127.0.0.1:${started.port}/get`);
    expect(plan[0]?.headers).toContainEqual(['Origin', 'https://other.example.com']);
  });

  it('must be there', async () => {
    const { stderr, code } = await probe('--journey', `${recorded(1)}:j9`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^corscope: --journey: ".*j9" is not one of the journeys in it \(j1, j2\)\n$/);
  });
});

describe('wrong arguments', () => {
  const ROWS = [
    { desc: 'no URL', args: [], names: ['probe: expected a URL', '--journey'] },
    { desc: 'a URL that is none', args: ['api.example.com'], names: ['URL: "api.example.com"', 'https://'] },
    {
      desc: 'several mistakes at once',
      args: [
        'https://a.test/',
        '--origin',
        'x/',
        '--method',
        'TRACE',
        '--via',
        'y',
        '--timeout',
        '0',
        '--max-requests',
        'z',
      ],
      names: ['--origin: "x/"', '--method: "TRACE"', '--via: "y"', '--timeout: "0"', '--max-requests: "z"'],
    },
    { desc: 'an unknown option', args: ['https://a.test/', '--orgin', 'x'], names: ['--orgin', '--origin'] },
    {
      desc: 'too long a plan',
      args: ['https://a.test/', '--max-requests', '5'],
      names: ['16 requests', '--max-requests 16'],
    },
    {
      desc: 'a CA that is none',
      args: ['https://a.test/', '--upstream-ca', 'package.json'],
      names: ['--upstream-ca', 'PEM'],
    },
  ];

  it.each(ROWS)('$desc', async ({ args, names }) => {
    const { stdout, stderr, code } = await probe(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    for (const name of names) expect(stderr).toContain(name);
  });
});
