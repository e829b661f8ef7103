import { describe, expect, it } from 'vitest';
import { decodeEvent, readSession } from '../../shared/wire/decode.ts';
import { exchangeEvent, record, sessionEvent } from './records.ts';

describe('decodeEvent', () => {
  it.each([
    { desc: 'a session', event: sessionEvent() },
    { desc: 'an exchange', event: exchangeEvent(1, record(1)) },
    {
      desc: 'an exchange with every optional member',
      event: exchangeEvent(
        2,
        record(2, {
          forwarded: null,
          delivered: 'HTTP/1.1 200 OK\r\n\r\n',
          interim: ['HTTP/1.1 103 Early Hints\r\n\r\n'],
          requestTrailers: 'A: b\r\n',
          responseTrailers: 'A: b\r\n',
          outcome: { kind: 'failed', reason: 'cut', detail: 'ECONNRESET' },
          problems: ['bare-lf'],
          fixes: ['f1'],
          asked: { credentials: 'omit', mode: 'no-cors', redirect: 'error' },
        }),
      ),
    },
    {
      desc: 'fixes',
      event: {
        seq: 3,
        type: 'fixes',
        fixes: [
          {
            id: 'f1',
            title: 'A',
            enabled: false,
            when: { phase: 'preflight' },
            do: [{ op: 'remove', header: 'Vary' }],
          },
        ],
      },
    },
    {
      desc: 'an exchange of a session file that a joined tap reported',
      event: { ...exchangeEvent(3, record(3)), reported: { session: 's2', seq: 9 } },
    },
    {
      desc: 'taps',
      event: {
        seq: 4,
        type: 'taps',
        taps: [
          { name: 'proxy', url: 'http://127.0.0.1:4321', target: null, state: 'here', since: 1 },
          {
            name: 'db',
            url: 'http://10.0.0.7:9000',
            target: 'http://10.0.0.7:3000',
            state: 'lost',
            since: 2,
            from: '10.0.0.7',
            dropped: 3,
          },
        ],
      },
    },
    { desc: 'forgotten', event: { seq: 4, type: 'forgotten', ids: ['e1'] } },
    { desc: 'cleared', event: { seq: 5, type: 'cleared' } },
    { desc: 'viewers', event: { seq: 6, type: 'viewers', count: 2 } },
    { desc: 'a body', event: { seq: 7, type: 'body', exchange: 'e1', side: 'response', base64: 'e30=' } },
  ])('reads $desc back as it was written', ({ event }) => {
    expect(decodeEvent(JSON.stringify(event))).toEqual({ kind: 'event', event });
  });

  it('leaves out members that a newer corscope added', () => {
    const line = JSON.stringify({ seq: 5, type: 'cleared', by: 'someone' });
    expect(decodeEvent(line)).toEqual({ kind: 'event', event: { seq: 5, type: 'cleared' } });
  });

  it('names a type that only a newer corscope knows', () => {
    expect(decodeEvent('{"seq":9,"type":"notes"}')).toEqual({ kind: 'unknown', seq: 9, type: 'notes' });
  });

  it.each([
    { desc: 'text that is not JSON', line: '{"seq":1', reason: 'not JSON' },
    { desc: 'JSON that is no object', line: '[]', reason: 'not an event' },
    { desc: 'an event without a number', line: '{"type":"cleared"}', reason: 'seq' },
    { desc: 'a name that every object has', line: '{"seq":1,"type":"toString"}', reason: null },
    { desc: 'a member of the wrong type', line: '{"seq":1,"type":"viewers","count":"2"}', reason: 'count' },
    { desc: 'a newer protocol', line: JSON.stringify({ ...sessionEvent(), protocol: 2 }), reason: 'update this one' },
  ])('says what is wrong with $desc', ({ line, reason }) => {
    const decoded = decodeEvent(line);
    if (reason === null) expect(decoded.kind).toBe('unknown');
    else expect(decoded).toEqual({ kind: 'problem', reason: expect.stringContaining(reason) });
  });

  it('refuses a time that is no date', () => {
    const decoded = decodeEvent(JSON.stringify(exchangeEvent(1, record(1, { startedAt: 1e300 }))));
    expect(decoded).toEqual({ kind: 'problem', reason: expect.stringContaining('startedAt') });
  });
});

describe('readSession', () => {
  const lines = [sessionEvent(), exchangeEvent(1, record(1))].map(event => JSON.stringify(event));

  it('reads line by line, empty ones aside', () => {
    const session = readSession(`${lines[0]}\n\n${lines[1]}\n`);
    expect(session.events.map(({ type }) => type)).toEqual(['session', 'exchange']);
    expect(session).toMatchObject({ problems: [], skipped: 0, torn: false });
  });

  it('leaves out a last line that was cut off while it was written', () => {
    const session = readSession(`${lines[0]}\n${lines[1]?.slice(0, 50)}`);
    expect(session).toMatchObject({ events: [{ type: 'session' }], problems: [], torn: true });
  });

  it('takes a whole last line without its end of line', () => {
    expect(readSession(lines.join('\n'))).toMatchObject({ events: [{}, {}], torn: false });
  });

  it('names the lines that it cannot read, and counts the types that it does not know', () => {
    const session = readSession(`${lines[0]}\nnonsense\n{"seq":2,"type":"notes"}\n${lines[1]}\n`);
    expect(session).toMatchObject({ events: [{}, {}], problems: [{ line: 2, reason: 'not JSON' }], skipped: 1 });
  });

  it('reads an empty file as an empty session', () => {
    expect(readSession('')).toEqual({ events: [], problems: [], skipped: 0, torn: false });
  });
});
