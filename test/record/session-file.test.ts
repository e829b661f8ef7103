import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EventLog } from '../../proxy/record/event-log.ts';
import { FixStore } from '../../proxy/record/fix-store.ts';
import { resumeSession } from '../../proxy/record/resume.ts';
import { SessionFile } from '../../proxy/record/session-file.ts';
import { PROTOCOL } from '../../shared/wire/events.ts';
import { answered, asSent, begin, told } from './recordings.ts';

const FIRST_LINE = `${JSON.stringify({
  seq: 0,
  type: 'session',
  protocol: PROTOCOL,
  id: 's1',
  version: '0.1.0',
  startedAt: 1,
  taps: [],
})}\n`;

interface Run {
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly notes: readonly string[];
  close(): void;
}

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'session.ndjson');
}

/** What a corscope with `--session path` does between start and end. */
async function run(path: string, memoryBytes = 16 * 1024 * 1024): Promise<Run> {
  const log = new EventLog(memoryBytes);
  const fixes = new FixStore(log);
  const { end, notes } = await resumeSession(path, log, fixes);
  const file = new SessionFile(path, FIRST_LINE, end);
  log.keepIn(file);
  return { log, fixes, notes, close: () => file.close() };
}

function seqsOf(path: string): number[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => (JSON.parse(line) as { seq: number }).seq);
}

test('exchanges, bodies, fixes and numbers survive a restart', async () => {
  const path = newPath();
  const first = await run(path);
  answered(first.log, '/1', 70_000);
  answered(first.log, '/2');
  begin(first.log, '/never-ends');
  first.fixes.add({ title: 'a try', enabled: true, when: {}, do: [{ op: 'remove', header: 'X' }] });
  const before = [first.log.record('e1'), first.log.record('e2')].map(asSent);
  first.close();

  const second = await run(path);
  expect(second.notes).toEqual([`${path}: 2 exchanges taken up again`]);
  expect([second.log.record('e1'), second.log.record('e2')].map(asSent)).toEqual(before);
  expect(second.log.body('e1', 'response')).toEqual(Buffer.alloc(70_000, '/1'));
  expect(second.fixes.all.map(({ id }) => id)).toEqual(['f1']);
  expect(answered(second.log, '/3').number).toBe(3);
  expect(second.fixes.add({ title: 'more', enabled: true, when: {}, do: [{ op: 'remove', header: 'Y' }] }).id).toBe(
    'f2',
  );
  second.close();

  expect((await run(path)).log.size).toBe(3);
  const seqs = seqsOf(path);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
});

test('what was cleared stays cleared, and its numbers are not used again', async () => {
  const path = newPath();
  const first = await run(path);
  answered(first.log, '/1');
  first.log.clear();
  first.close();
  const second = await run(path);
  expect(second.notes).toEqual([]);
  expect(second.log.size).toBe(0);
  expect(answered(second.log, '/2').number).toBe(2);
  second.close();
});

test('the file keeps what memory forgets', async () => {
  const path = newPath();
  const first = await run(path, 1);
  for (let number = 1; number <= 12; number += 1) answered(first.log, `/${number}`, 250_000);
  expect(first.log.record('e1')).toBeNull();
  first.close();
  const second = await run(path);
  expect(second.log.size).toBe(12);
  expect(second.log.body('e1', 'response')).toEqual(Buffer.alloc(250_000, '/1'));
  second.close();
});

const TORN = ['{"seq":9,"type":"excha', '{"seq":9,"type":"cleared"}', '\xff\xfe'];

test.each(TORN)('a torn last line (%j) is left out and cut off', async torn => {
  const path = newPath();
  const first = await run(path);
  answered(first.log, '/1');
  first.close();
  const whole = readFileSync(path);
  appendFileSync(path, torn, 'latin1');

  const second = await run(path);
  expect(second.log.size).toBe(1);
  expect(readFileSync(path).equals(whole)).toBe(true);
  answered(second.log, '/2');
  second.close();
  expect((await run(path)).log.size).toBe(2);
});

const ODD_LINES = [
  { desc: 'no JSON', line: 'nonsense', note: 'not JSON' },
  { desc: 'no event', line: '{"a":1}', note: 'not an event' },
  {
    desc: 'an exchange without its members',
    line: '{"seq":5,"type":"exchange","exchange":{}}',
    note: 'not a valid exchange',
  },
  { desc: 'a type that only a newer corscope knows', line: '{"seq":5000,"type":"weather"}', note: 'weather' },
];

test.each(ODD_LINES)('a line that is $desc is named and passed over', async ({ line, note }) => {
  const path = newPath();
  const first = await run(path);
  answered(first.log, '/1');
  first.close();
  appendFileSync(path, `${line}\n`);
  const second = await run(path);
  expect(second.notes.find(text => text.includes(':3: '))).toContain(note);
  answered(second.log, '/2');
  second.close();
  const third = await run(path);
  expect(told(third.log).slice(0, 2)).toEqual(['e1 answered', 'e2 answered']);
});

test('numbers go on after those of events that are not understood', async () => {
  const path = newPath();
  (await run(path)).close();
  appendFileSync(path, '{"seq":5000,"type":"weather"}\n');
  const second = await run(path);
  answered(second.log, '/1');
  second.close();
  expect(seqsOf(path).at(-1)).toBeGreaterThan(5000);
});

const FOREIGN = ['shopping list\nmilk\n', 'one line without an end', '{"seq":1,"type":"cleared"}\n', '\n'];

test.each(FOREIGN)('a file that is no session (%j) is refused and not touched', async content => {
  const path = newPath();
  writeFileSync(path, content);
  await expect(run(path)).rejects.toMatchObject({ problem: { reason: 'session-file', path } });
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('a file that is there and empty becomes a session', async () => {
  const path = newPath();
  writeFileSync(path, '');
  (await run(path)).close();
  expect(readFileSync(path, 'utf8')).toBe(FIRST_LINE);
});

test('the file is its owner’s alone', async () => {
  const path = newPath();
  (await run(path)).close();
  expect(existsSync(path) && statSync(path).mode & 0o777).toBe(0o600);
});
