import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EventLog } from '../../proxy/record/event-log.ts';
import { FixStore } from '../../proxy/record/fix-store.ts';
import { resumeSession } from '../../proxy/record/resume.ts';
import { SessionFile } from '../../proxy/record/session-file.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import { PROTOCOL } from '../../shared/wire/events.ts';
import { createSessionState } from '../../shared/wire/fold.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { answered, smallLog } from '../record/recordings.ts';
import { refusal, witness } from './support/witness.ts';

/** An account of a request that begins now. */
function told(log: EventLog, more: Partial<Witness> = {}): Witness {
  const id = log.newWitnessId();
  const account = {
    ...refusal(1, [0, 0], { blockedReason: 'csp' }),
    startedAt: Date.now(),
    endedAt: Date.now(),
    ...more,
    id,
  };
  log.addWitness(account);
  return account;
}

function accountsIn(log: EventLog, after = 0): string[] {
  return [...log.events(after)].flatMap(event => (event.type === 'witness' ? [event.witness.id] : []));
}

describe('accounts in the log', () => {
  test('are all kept, each in its newest state', () => {
    const log = smallLog();
    const first = told(log);
    told(log);
    log.addWitness({ ...first, errorText: 'more' });
    expect(accountsIn(log)).toEqual(['w2', 'w1']);
    expect([...log.events(0)].at(-1)).toMatchObject({ type: 'witness', witness: { id: 'w1', errorText: 'more' } });
  });

  test('go with the exchanges of their time: none outlives its own', () => {
    const log = smallLog();
    told(log, { startedAt: 0 });
    const late = told(log, { startedAt: Date.now() + 60_000 });
    for (let number = 0; number < 40; number += 1) answered(log, `/${number}`, 100_000);
    expect(accountsIn(log)).toEqual([late.id]);
    const forgotten = [...log.events(0)].flatMap(event => (event.type === 'forgotten' ? event.ids : []));
    expect(forgotten).toContain('w1');
    const state = createSessionState();
    state.apply(log.events(0));
    expect(state.journey('jw1')).toBeNull();
  });

  test('are bounded where nothing is ever sent', { timeout: 60_000 }, () => {
    const log = smallLog();
    const account = witness(1, [0, 1]);
    for (let number = 0; number < 45_000; number += 1) log.addWitness({ ...account, id: log.newWitnessId() });
    const kept = accountsIn(log);
    expect(kept.length).toBeLessThanOrEqual(21_000);
    expect(kept.at(-1)).toBe('w45000');
  });

  test('are forgotten when everything is', () => {
    const log = smallLog();
    told(log);
    log.clear();
    expect(accountsIn(log)).toEqual([]);
    expect(log.newWitnessId()).toBe('w2');
  });

  test('stand in the session file, and are taken up again', async () => {
    const path = join(tempFolder(), 'session.ndjson');
    const first = JSON.stringify({
      seq: 0,
      type: 'session',
      protocol: PROTOCOL,
      id: 's',
      version: '1',
      startedAt: 1,
      taps: [],
    });
    const log = new EventLog(16 * 1024 * 1024);
    const file = new SessionFile(path, `${first}\n`, { bytes: 0, seq: 0 });
    log.keepIn(file);
    answered(log, '/1');
    const account = told(log);
    file.close();
    const again = new EventLog(16 * 1024 * 1024);
    await resumeSession(path, again, new FixStore(again));
    expect([...again.events(0)].find(event => event.type === 'witness')).toMatchObject({ witness: account });
    expect(again.newWitnessId()).toBe('w2');
  });
});
