import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';
import { entriesOf, withAsked } from '../support/oracle-har.ts';
import { tempFiles } from '../support/temp-file.ts';
import { exchangeEvent, record, sessionEvent } from '../wire/records.ts';

const writeFile = tempFiles();

/** corscope as its user runs it. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', 'check', ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, stdout, stderr, lines: stdout.split('\n').filter(line => line !== '') };
}

function sample(name: string): string {
  return fileURLToPath(new URL(`../har/samples/${name}`, import.meta.url));
}

function har(...answers: { headers?: object; members?: object }[]): object {
  const entries = answers.map(({ headers = {}, members = {} }, index) => ({
    startedDateTime: `2026-01-31T10:00:0${index}.000Z`,
    time: 20,
    request: {
      method: 'GET',
      url: `https://api.lab.test/${index}`,
      headers: [{ name: 'Origin', value: 'https://app.lab.test' }],
    },
    response: { status: 200, headers: Object.entries(headers).map(([name, value]) => ({ name, value })) },
    ...members,
  }));
  return { log: { entries } };
}

const ALLOWED = {
  headers: { 'Access-Control-Allow-Origin': 'https://app.lab.test', 'Access-Control-Allow-Credentials': 'true' },
};
const STAR = { headers: { 'Access-Control-Allow-Origin': '*' } };
const BLOCKED = { headers: {} };
/** Without credentials the value is wrong, with them the first thing to be wrong is another. */
const BLOCKED_EITHER_WAY = {
  members: {
    request: {
      method: 'PUT',
      url: 'https://api.lab.test/either',
      headers: [
        { name: 'Origin', value: 'https://app.lab.test' },
        { name: 'Access-Control-Request-Method', value: 'PUT' },
      ],
    },
  },
};

describe('exit codes of check', () => {
  const rows: { desc: string; files: string[]; status: number }[] = [
    { desc: 'all is allowed', files: [writeFile('allowed.har', har(ALLOWED))], status: 0 },
    { desc: 'a journey is blocked', files: [writeFile('blocked.har', har(ALLOWED, BLOCKED))], status: 1 },
    { desc: 'it depends, and may be allowed', files: [writeFile('depends.har', har(STAR))], status: 0 },
    { desc: 'no entries', files: [writeFile('empty-log.har', har())], status: 0 },
    {
      desc: 'one of two files has a blocked journey',
      files: [writeFile('a.har', har(BLOCKED)), writeFile('b.har', har(ALLOWED))],
      status: 1,
    },
    {
      desc: 'a file that is not there, beside a blocked journey',
      files: ['/nowhere.har', writeFile('c.har', har(BLOCKED))],
      status: 2,
    },
    {
      desc: 'a capture',
      files: [
        writeFile(
          'ok.ndjson',
          [sessionEvent(), exchangeEvent(1, record(1))].map(event => JSON.stringify(event)).join('\n'),
        ),
      ],
      status: 0,
    },
  ];

  it.each(rows)('$status where $desc', ({ files, status }) => {
    expect(run(...files).status).toBe(status);
    expect(run('--json', ...files).status).toBe(status);
  });

  it('1 where it depends, but only on why it is blocked', () => {
    const members = {
      ...BLOCKED_EITHER_WAY.members,
      request: { ...BLOCKED_EITHER_WAY.members.request, method: 'OPTIONS' },
    };
    const { status, lines } = run(
      '--json',
      writeFile(
        'either.har',
        har({
          ...STAR,
          members: {
            ...members,
            response: { status: 404, headers: [{ name: 'Access-Control-Allow-Origin', value: '*' }] },
          },
        }),
      ),
    );
    const { summary, journeys } = JSON.parse(lines[0] ?? '');
    expect(summary).toEqual({ journeys: 1, blocked: 0, depends: 1 });
    expect(journeys[0].verdict.cases.map((one: { outcome: string }) => one.outcome)).not.toContain('allowed');
    expect(status).toBe(1);
  });

  it('2 without a file', () => {
    const { status, stderr } = run();
    expect(status).toBe(2);
    expect(stderr).toMatch(/FILE/);
  });
});

describe('check --filter', () => {
  const file = writeFile('filtered.har', har(ALLOWED, BLOCKED, BLOCKED));
  const rows = [
    { filter: '', journeys: 3, blocked: 2, status: 1 },
    { filter: 'verdict:blocked', journeys: 2, blocked: 2, status: 1 },
    { filter: '-verdict:blocked', journeys: 1, blocked: 0, status: 0 },
    { filter: 'header:access-control-allow-credentials=true', journeys: 1, blocked: 0, status: 0 },
    { filter: 'verdict:blocked path:"/1"', journeys: 1, blocked: 1, status: 1 },
    { filter: 'nothing-of-that-name', journeys: 0, blocked: 0, status: 0 },
  ];

  it.each(rows)('"$filter" leaves $journeys of 3, and ends with $status', ({ filter, journeys, blocked, status }) => {
    const json = run('--json', '--filter', filter, file);
    expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({ summary: { journeys, blocked, depends: 0 } });
    expect(JSON.parse(json.lines[0] ?? '').journeys).toHaveLength(journeys);
    expect(json.status).toBe(status);
    const table = run('--filter', filter, file);
    const of = journeys === 3 ? '' : ' of 3';
    expect(table.lines[0]).toBe(`${file}: ${journeys}${of} journeys, ${blocked} blocked, 0 undecided`);
    expect(table.lines.filter(line => /^[✓✗?] /.test(line))).toHaveLength(journeys);
    expect(table.status).toBe(status);
  });
});

describe('what check cannot read', () => {
  it.each([
    { desc: 'an empty file', content: '', says: 'it is empty' },
    { desc: 'text', content: 'hello', says: 'neither a HAR nor a corscope capture' },
    {
      desc: 'a HAR cut in the middle',
      content: '{"log":{"entries":[{"requ',
      says: 'neither a HAR nor a corscope capture',
    },
    { desc: 'other JSON', content: '{"a":1}', says: '"log" with a list of "entries" is missing' },
    { desc: 'a list', content: '[]', says: 'no HAR' },
    { desc: 'a log without entries', content: '{"log":{}}', says: '"entries" is missing' },
    { desc: 'entries without requests', content: '{"log":{"entries":[{}]}}', says: 'none of its entries' },
    {
      desc: 'a capture without its first line',
      content: JSON.stringify(exchangeEvent(1, record(1))),
      says: 'no line of it is a session event',
    },
    {
      desc: 'a capture of a newer corscope',
      content: JSON.stringify({ ...sessionEvent(), protocol: 99 }),
      says: 'update this one',
    },
  ])('$desc: one sentence, and the other files are judged', ({ content, says }) => {
    const bad = writeFile('bad', content);
    const { status, stderr, lines } = run('--json', bad, writeFile('good.har', har(ALLOWED)));
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(`corscope: ${bad}: `);
    expect(stderr).toContain(says);
    expect(lines).toHaveLength(1);
  });

  it('names the parts that it left out, and judges the rest', () => {
    const file = writeFile('part.har', {
      log: { entries: [{}, ...(har(ALLOWED) as { log: { entries: object[] } }).log.entries] },
    });
    const { status, stderr, lines } = run('--json', file);
    expect(stderr).toContain('left out: entry 1: ');
    expect(JSON.parse(lines[0] ?? '').summary.journeys).toBe(1);
    expect(status).toBe(0);
  });
});

describe('what check prints', () => {
  it('one JSON line a file, of exactly this shape', () => {
    const files = [sample('chrome-preflight-after-request.har'), writeFile('blocked.har', har(BLOCKED))];
    const read = run('--json', ...files).lines.map(line => JSON.parse(line));
    expect(read.map(({ file }) => file)).toEqual(files);
    for (const line of read) {
      expect(Object.keys(line)).toEqual(['file', 'journeys', 'summary']);
      expect(Object.keys(line.summary)).toEqual(['journeys', 'blocked', 'depends']);
      for (const journey of line.journeys) expect(journey).toMatchObject(JOURNEY);
    }
  });

  it('a table for people, and a sentence for each refusal', () => {
    const { stdout } = run(sample('chrome-answer-refused.har'));
    expect(stdout).toMatch(
      /✗ blocked +actual +GET +https:\/\/api\.lab\.test\/me +200 +WildcardOriginNotAllowed +upstream/,
    );
    expect(stdout).toMatch(/\? depends +actual +GET/);
    expect(stdout).toMatch(/^j1 {2}Blocked: .*`\*`/m);
    expect(stdout).not.toMatch(/ $/m);
  });

  it('nothing that steers a terminal', () => {
    const url = 'https://api.lab.test/\u001b]0;x\u0007\u009b31m';
    const entry = {
      request: { method: 'GET', url, headers: [{ name: 'Origin', value: 'https://\u001b[31m' }] },
      response: { status: 200 },
    };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the very thing that must not be there
    expect(run(writeFile('terminal.har', { log: { entries: [entry] } })).stdout).not.toMatch(/[\u0007\u001b\u009b]/);
  });

  it('a file with every recorded case at once', () => {
    const cases = readOracle<OracleCase>('dev.ndjson').filter(({ wire }) => wire.length > 0);
    const entries = cases.flatMap(test => entriesOf(test, withAsked(test.request)));
    const { lines } = run('--json', writeFile('all.har', { log: { entries } }));
    const { journeys, summary } = JSON.parse(lines[0] ?? '');
    const outcomes = journeys.map(({ verdict }: { verdict: { outcome: string } }) => verdict.outcome);
    expect(outcomes).not.toContain('pending');
    expect(journeys.flatMap(({ exchanges }: { exchanges: string[] }) => exchanges)).toHaveLength(entries.length);
    expect(summary.blocked).toBe(outcomes.filter((outcome: string) => outcome === 'blocked').length);
  });
});

const JOURNEY = {
  id: expect.stringMatching(/^j\d+$/),
  startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  facts: {
    apiOrigin: expect.any(String),
    method: expect.any(String),
    url: expect.any(String),
    credentials: { mode: expect.any(String), cookies: expect.any(Boolean), authorization: expect.any(Boolean) },
    preflight: expect.stringMatching(/^(sent|cached|not-needed|missing)$/),
  },
  category: expect.stringMatching(/^(ok|not-cors|preflight|actual)$/),
  verdict: {
    outcome: expect.stringMatching(/^(allowed|blocked|depends|not-cors)$/),
    headline: expect.stringMatching(/\.$/),
    steps: expect.any(Array),
    cases: expect.any(Array),
    dependsOn: expect.any(Array),
  },
  witness: null,
  findings: expect.any(Array),
  exchanges: expect.any(Array),
};
