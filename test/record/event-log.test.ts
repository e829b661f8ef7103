import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { EventLog } from '../../proxy/record/event-log.ts';
import type { Recording } from '../../proxy/record/recording.ts';
import { decodeEvent } from '../../shared/wire/decode.ts';
import type { SequencedEvent } from '../../shared/wire/events.ts';
import { createSessionState, type SessionState } from '../../shared/wire/fold.ts';
import { answered, asSent, begin, lastSeq, smallLog, told } from './recordings.ts';

const KB = 1024;

/** Reads as a viewer does: batch after batch, from where it was. */
function readOn(log: EventLog, after: number, maxBytes: number): SequencedEvent[] {
  const events: SequencedEvent[] = [];
  let seen = after;
  for (let batches = 0; batches < 10_000; batches += 1) {
    const { bytes, last } = log.read(seen, maxBytes);
    if (bytes.length === 0) return events;
    for (const line of bytes.toString().trimEnd().split('\n')) {
      const decoded = decodeEvent(line);
      if (decoded.kind !== 'event') throw new Error(JSON.stringify(decoded));
      events.push(decoded.event);
    }
    seen = last;
  }
  throw new Error('reading comes to no end');
}

/** An exchange of another log. */
function adoptable() {
  const other = smallLog();
  answered(other, '/elsewhere');
  const record = other.record('e1');
  if (!record) throw new Error('e1 was forgotten');
  return record;
}

function toldThenFinished(log: EventLog, path: string): Recording {
  const recording = begin(log, path);
  told(log);
  recording.outcome = { kind: 'answered' };
  log.finish(recording);
  return recording;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function idsIn({ exchanges }: SessionState): string[] {
  return [...exchanges.values()].map(({ id }) => id).sort();
}

describe('a log', () => {
  test('tells each exchange once, in its newest state', () => {
    const log = smallLog();
    const recording = begin(log, '/1');
    expect(told(log)).toEqual(['e1 open']);
    recording.outcome = { kind: 'answered' };
    log.finish(recording);
    answered(log, '/2');
    expect(told(log)).toEqual(['e1 answered', 'e2 answered']);
  });

  test('tells who comes back only what is new', () => {
    const log = smallLog();
    const recording = begin(log, '/1');
    answered(log, '/2');
    const seen = lastSeq(log);
    expect(told(log, seen)).toEqual([]);
    recording.changed = true;
    expect(told(log, seen)).toEqual(['e1 open']);
    recording.outcome = { kind: 'aborted' };
    log.finish(recording);
    expect(told(log, seen)).toEqual(['e1 aborted']);
    expect(told(log, lastSeq(log))).toEqual([]);
  });

  test('says nothing of an open exchange that has not changed', () => {
    const log = smallLog();
    begin(log, '/1');
    const seen = lastSeq(log);
    expect(told(log, seen)).toEqual([]);
    expect(lastSeq(log)).toBe(seen);
  });

  test('finishes a recording once', () => {
    const log = smallLog();
    const recording = answered(log, '/1');
    const seen = lastSeq(log);
    log.finish(recording);
    expect(told(log, seen)).toEqual([]);
  });

  test('lets go of an exchange under way once its newest state has replaced it', async () => {
    const log = smallLog();
    const recordings = Array.from({ length: 20 }, (_, index) => new WeakRef(toldThenFinished(log, `/${index}`)));
    // a WeakRef holds what it was made of to the end of its turn
    await new Promise(resolve => setImmediate(resolve));
    collectGarbage();
    expect(recordings.filter(each => each.deref() !== undefined)).toEqual([]);
    expect(told(log)).toEqual(Array.from({ length: 20 }, (_, index) => `e${index + 1} answered`));
  });

  test('ends exchanges in whatever order they come to their end', () => {
    const log = smallLog();
    const open = ['/1', '/2', '/3', '/4', '/5'].map(path => begin(log, path));
    for (const index of [1, 4, 0, 1, 3]) {
      const recording = open[index];
      if (recording) log.finish(Object.assign(recording, { outcome: { kind: 'answered' } }));
    }
    expect(told(log).sort()).toEqual(['e1 answered', 'e2 answered', 'e3 open', 'e4 answered', 'e5 answered']);
  });

  test('writes a batch over one that was given back', () => {
    const log = smallLog();
    answered(log, '/1');
    const first = log.read(0, 1e6);
    log.giveBack(first);
    answered(log, '/2');
    const second = log.read(first.last, 1e6);
    answered(log, '/3');
    const third = log.read(second.last, 1e6);
    expect([second, third].map(({ bytes }) => /GET (\/\d)/.exec(bytes.toString())?.[1])).toEqual(['/2', '/3']);
    expect(third.bytes.buffer).toBe(first.bytes.buffer);
  });

  test('keeps of the other events the newest of each type', () => {
    const log = smallLog();
    log.append({ type: 'fixes', fixes: [] });
    log.announceViewers(1);
    log.announceViewers(2);
    log.append({ type: 'fixes', fixes: [] });
    expect(told(log)).toEqual(['viewers', '0 fixes']);
  });

  test('clears everything, exchanges under way among it, and keeps the fixes', () => {
    const log = smallLog();
    log.append({ type: 'fixes', fixes: [] });
    answered(log, '/1');
    const open = begin(log, '/2');
    const seen = lastSeq(log);
    log.clear();
    log.finish(open);
    expect(told(log)).toEqual(['0 fixes', 'cleared']);
    expect(told(log, seen)).toEqual(['cleared']);
    expect([log.size, log.record('e1'), log.body('e2', 'request')]).toEqual([0, null, null]);
    answered(log, '/3');
    expect(told(log, seen)).toEqual(['cleared', 'e3 answered']);
  });

  test('forgets the oldest when its memory is full, and says so', () => {
    const log = smallLog();
    for (let number = 1; number <= 12; number += 1) answered(log, `/${number}`, 250 * KB);
    const tale = told(log);
    expect(tale).toContain('forgotten e1,e2,e3,e4');
    expect(tale).not.toContain('e1 answered');
    expect(tale.at(-1)).toBe('e12 answered');
    expect([log.record('e4'), log.body('e4', 'response')]).toEqual([null, null]);
    expect(log.body('e12', 'response')?.toString('latin1', 0, 6)).toBe('/12/12');
    expect(log.size).toBeLessThanOrEqual(8);
  });

  test('leaves a viewer who follows with the same exchanges as one who comes new', () => {
    const log = smallLog();
    const follower = createSessionState();
    for (let number = 1; number <= 4000; number += 1) {
      const open = number % 7 === 0 ? begin(log, '/open') : null;
      answered(log, `/${number}`, 20 * KB);
      if (number % 13 === 0) follower.apply(readOn(log, follower.seq, 2000));
      if (open) log.finish(open);
    }
    follower.apply(readOn(log, follower.seq, 2000));
    const newcomer = createSessionState();
    newcomer.apply(readOn(log, 0, 2000));
    expect(idsIn(follower)).toEqual(idsIn(newcomer));
    expect(newcomer.exchanges.size).toBe(log.size);
  });

  test('starts a viewer over who has missed more than it remembers', () => {
    const log = smallLog();
    const long = begin(log, '/long');
    answered(log, '/first');
    const late = createSessionState();
    late.apply(readOn(log, 0, 1e9));
    for (let number = 1; number <= 1400; number += 1) answered(log, `/${number}`, 250 * KB);
    expect(told(log, late.seq)[0]).toBe('cleared');
    late.apply(readOn(log, late.seq, 1));
    expect(late.exchanges.size).toBe(log.size);
    expect(late.exchange(`e${long.number}`)).not.toBeNull();
  });

  test('replaces what was adopted by its later state, which outlives the block that held the earlier one', () => {
    const log = smallLog();
    const bodies = { request: Buffer.alloc(0), response: Buffer.alloc(0) };
    const open = { ...adoptable(), returned: null, outcome: { kind: 'open' } } as const;
    const id = log.adopt(open, bodies, { session: 's', seq: 1 });
    for (let number = 1; number <= 5; number += 1) answered(log, `/${number}`, 210 * KB);
    const seen = lastSeq(log);
    log.update({ ...adoptable(), id }, { ...bodies, response: Buffer.from('late') }, { session: 's', seq: 2 });
    expect(told(log, seen)).toEqual(['e1 answered']);
    for (let number = 6; number <= 10; number += 1) answered(log, `/${number}`, 210 * KB);
    expect(told(log).filter(tale => tale.startsWith('forgotten'))).toEqual(['forgotten e2,e3,e4,e5']);
    expect(log.body(id, 'response')?.toString()).toBe('late');
  });

  test('tells nothing more of what was adopted and has been forgotten', () => {
    const log = smallLog();
    const bodies = { request: Buffer.alloc(0), response: Buffer.alloc(0) };
    const id = log.adopt(adoptable(), bodies, { session: 's', seq: 1 });
    log.clear();
    const seen = lastSeq(log);
    log.update({ ...adoptable(), id }, bodies, { session: 's', seq: 2 });
    expect([told(log, seen), log.size]).toEqual([[], 0]);
  });

  test('says which numbers fall out of memory', () => {
    const log = smallLog();
    const gone: number[] = [];
    log.forgetting = seqs => gone.push(...seqs);
    for (let number = 1; number <= 12; number += 1) answered(log, `/${number}`, 250 * KB);
    expect(gone.slice(0, 4)).toEqual([1, 2, 3, 4]);
  });

  test('restores saved exchanges under their own numbers and goes on after them', () => {
    const log = smallLog();
    const other = smallLog();
    answered(other, '/1');
    answered(other, '/2', 10);
    const record = other.record('e2');
    if (!record) throw new Error('e2 was forgotten');
    log.restore(record, { request: Buffer.alloc(0), response: other.body('e2', 'response') ?? Buffer.alloc(0) });
    expect(asSent(log.record('e2'))).toEqual(asSent(record));
    expect(answered(log, '/3').number).toBe(3);
    expect(told(log)).toEqual(['e2 answered', 'e3 answered']);
  });
});
