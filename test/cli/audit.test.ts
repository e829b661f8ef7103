import { describe, expect, it, onTestFinished } from 'vitest';
import { type AppAnswer, startApp } from '../support/servers/app.ts';
import { tempFiles } from '../support/temp-file.ts';
import { run } from './support/corscope.ts';

const PAGE = 'https://app.example.com';
const LET_IN: AppAnswer = { status: '200 OK', lines: [['Access-Control-Allow-Origin', PAGE]] };

const file = tempFiles();

async function audit(policy: unknown, ...args: readonly string[]) {
  const running = run(['audit', file('policy.json', policy as object), ...args]);
  const code = await running.ended;
  return { code, stdout: running.stdout, stderr: running.stderr };
}

describe('corscope audit', () => {
  it.each([
    { desc: 'all holds', answer: LET_IN, code: 0, summary: { checks: 5, pass: 5, drift: 0, notSeen: 0 } },
    {
      desc: 'some has drifted',
      answer: { status: '200 OK' },
      code: 1,
      summary: { checks: 4, pass: 3, drift: 1, notSeen: 0 },
    },
  ])('$desc: exit $code, a JSON line each, and nothing else', async ({ answer, code, summary }) => {
    const app = await startApp([answer]);
    onTestFinished(() => app.stop());
    const url = `http://127.0.0.1:${app.port}/orders`;
    const policy = { apis: [{ url, origins: [PAGE], methods: ['GET'] }] };
    const script = await audit(policy, '--json');
    const lines = script.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    expect(script).toMatchObject({ code, stderr: '' });
    expect(lines.at(-1)).toEqual({ event: 'summary', file: expect.any(String) as string, apis: 1, ...summary });
    for (const line of lines.slice(0, -1)) expect(line).toMatchObject({ event: 'check', api: url });
    const people = await audit(policy);
    expect(people.code).toBe(code);
    expect(people.stdout).toContain(`A page at \`${PAGE}\` may ask \`${url}\` with GET`);
  });

  it.each([
    {
      desc: 'every mistake of the file',
      policy: {
        foo: 1,
        apis: [
          {
            url: 'x',
            origins: [`${PAGE}/`],
            methods: ['A B'],
            maxAge: -1,
            bar: 2,
            errors: [{ status: 200, path: 'x' }],
          },
          5,
          { url: 'https://a.test/', origins: ['*'], credentials: true, via: ['a=http://x', 'b=http://y'], owner: 'c' },
          { url: 'https://a.test/', origins: ['https://a.test'], denied: ['https://a.test'], owner: 'app' },
          {},
        ],
      },
      names: [
        '"foo" is not one of $schema, apis',
        'apis.0: "bar" is not one of url',
        'apis.0.url: "x"',
        'apis.0.origins: "https://app.example.com/" is not an origin',
        'apis.0.methods: "A B"',
        'apis.0.maxAge: "-1" is not a whole number',
        'apis.0.errors.0.status: "200"',
        'apis.0.errors.0.path: "x"',
        'apis.1: "5" is not an object',
        'apis.2.owner: "c" is not one of a, b',
        'apis.2.origins: "*"',
        'apis.3.denied: "https://a.test" is not in one list alone',
        'apis.3.owner: "app"',
        'apis.3.origins: "https://a.test" is not an origin other than',
        'apis.4.url: expected an absolute URL',
        'apis.4.origins: expected a list of origins',
      ],
    },
    { desc: 'no APIs', policy: { apis: [] }, names: ['apis', 'at least one API'] },
    { desc: 'a list', policy: [], names: ['a JSON object'] },
    { desc: 'a HAR', policy: { log: { entries: [] } }, names: ['"log" is not one of', 'at least one API'] },
  ])('names $desc in one line: exit 2', async ({ policy, names }) => {
    const { code, stdout, stderr } = await audit(policy, '--json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    for (const name of names) expect(stderr).toContain(name);
  });

  it('sends nothing where the plan is too long', async () => {
    const app = await startApp([LET_IN]);
    onTestFinished(() => app.stop());
    const policy = { apis: [{ url: `http://127.0.0.1:${app.port}/`, origins: [PAGE] }] };
    const { code, stderr } = await audit(policy, '--max-requests', '2');
    expect({ code, asked: app.asked }).toEqual({ code: 2, asked: [] });
    expect(stderr).toContain('--max-requests');
  });
});
