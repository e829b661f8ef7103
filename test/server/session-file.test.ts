import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../../proxy/start-problem.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { readSession } from '../../shared/wire/decode.ts';
import { type Bench, openBench } from './support/bench.ts';
import { dial, head, readAll } from './support/raw.ts';
import { until } from './support/until.ts';
import { answerWith } from './support/upstream.ts';

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const FIX = { title: 'x', do: [{ op: 'set', header: 'X-Mended', value: 'yes' }] };

async function withSession<T>(file: string, use: (bench: Bench) => Promise<T>): Promise<T> {
  const bench = await openBench({ sessionFile: file });
  try {
    return await use(bench);
  } finally {
    await bench.close();
  }
}

const everything = async (bench: Bench) => ({
  exchange: await bench.json<Exchange>('/api/exchanges/e1'),
  request: await (await bench.api('/api/exchanges/e1/body/request')).text(),
  response: await (await bench.api('/api/exchanges/e1/body/response')).text(),
  fixes: await bench.json('/api/fixes'),
  journeys: await bench.json('/api/journeys'),
});

describe('a session file', () => {
  it('is for its owner alone', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    await withSession(file, async bench => {
      await bench.through('/1');
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });
  });

  it('takes a session up again: exchanges, bodies, fixes, and the numbers go on', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    const before = await withSession(file, async bench => {
      await bench.through('/1', { method: 'POST', body: 'sent' });
      await bench.send('POST', '/api/fixes', FIX);
      return everything(bench);
    });
    expect(before).toMatchObject({ request: 'sent', response: 'hello', fixes: { fixes: [{ id: 'f1' }] } });

    await withSession(file, async bench => {
      expect(await everything(bench)).toEqual(before);
      expect(bench.corscope.notes).toEqual([`${file}: 1 exchanges taken up again`]);
      const answer = await bench.through('/2');
      expect(answer.headers).toContainEqual(['x-mended', 'yes']);
      expect(await bench.json('/api/exchanges/e2')).toMatchObject({ id: 'e2', fixes: ['f1'] });
      await bench.send('DELETE', '/api/fixes/f1', {});
    });

    await withSession(file, async bench => {
      expect(await bench.json('/api/health')).toMatchObject({ exchanges: 2 });
      expect(await bench.json('/api/fixes')).toMatchObject({ fixes: [] });
      await bench.send('DELETE', '/api/session', {});
    });
    await withSession(file, async bench => {
      expect(await bench.json('/api/health')).toMatchObject({ exchanges: 0 });
    });
  });

  it('is a stream of well-formed events, the session’s own first', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    for (const path of ['/1', '/2']) await withSession(file, bench => bench.through(path));
    const { events, problems, torn } = readSession(readFileSync(file, 'utf8'));
    expect({ problems, torn }).toEqual({ problems: [], torn: false });
    expect(events[0]?.type).toBe('session');
    const numbers = events.map(({ seq }) => seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  it('is taken up to its last whole line where a crash tore the last one', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    await withSession(file, bench => bench.through('/1'));
    appendFileSync(file, '{"seq":9,"type":"exch');
    await withSession(file, async bench => {
      expect(await bench.json('/api/health')).toMatchObject({ exchanges: 1 });
      await bench.through('/2');
    });
    const { problems, torn } = readSession(readFileSync(file, 'utf8'));
    expect({ problems, torn }).toEqual({ problems: [], torn: false });
    await withSession(file, async bench => {
      expect(await bench.json('/api/health')).toMatchObject({ exchanges: 2 });
    });
  });

  it('names the lines that it cannot read, and goes on', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    await withSession(file, bench => bench.through('/1'));
    appendFileSync(file, 'rubbish\n');
    await withSession(file, async bench => {
      expect(bench.corscope.notes.some(note => note.includes('skipped: not JSON'))).toBe(true);
      expect(await bench.json('/api/health')).toMatchObject({ exchanges: 1 });
    });
  });
});

describe('what is under way when corscope ends is in the file', () => {
  it.each([
    { desc: 'a request that has no answer yet', connect: plainRequest, kind: 'http', outcome: 'aborted' },
    { desc: 'a request within TLS that has no answer yet', connect: secureRequest, kind: 'http', outcome: 'aborted' },
    { desc: 'a tunnel', connect: tunnel, kind: 'tunnel', outcome: 'answered' },
  ])('$desc', async ({ connect, kind, outcome }) => {
    const file = join(tempFolder(), 'session.ndjson');
    const bench = await openBench({ sessionFile: file }, () => null);
    const client = await connect(bench);
    await until(async () => {
      const { exchanges } = await bench.json<{ exchanges: number }>('/api/health');
      return exchanges === 1 || null;
    }, 'the exchange');
    await Promise.all([bench.close(), readAll(client)]);
    const { events } = readSession(readFileSync(file, 'utf8'));
    const told = events.flatMap(event => (event.type === 'exchange' ? [event.exchange] : []));
    expect(told).toMatchObject([{ id: 'e1', kind, outcome: { kind: outcome } }]);
  });
});

async function plainRequest(bench: Bench) {
  const client = await dial(bench.port);
  client.write(head(`GET ${bench.upstream.url}/never HTTP/1.1`, `Host: 127.0.0.1:${bench.upstream.port}`));
  return client;
}

/** The upstream speaks no TLS: it is the client's side that matters here. */
async function secureRequest(bench: Bench) {
  const client = await dial(bench.port);
  const target = `127.0.0.1:${bench.upstream.port}`;
  client.write(head(`CONNECT ${target} HTTP/1.1`, `Host: ${target}`));
  await once(client, 'data');
  const secure = connectTls({ socket: client, host: '127.0.0.1', ca: bench.corscope.ca.certPem });
  secure.on('error', () => secure.destroy());
  await once(secure, 'secureConnect');
  secure.write(head('GET /never HTTP/1.1', `Host: ${target}`));
  return secure;
}

async function tunnel(bench: Bench) {
  const client = await dial(bench.port);
  const target = `127.0.0.1:${bench.upstream.port}`;
  client.write(`${head(`CONNECT ${target} HTTP/1.1`, `Host: ${target}`)}SSH-2.0-test\r\n`);
  return client;
}

describe('a file that is no session', () => {
  it.each([
    { desc: 'a text of several lines', text: 'first\nsecond\n' },
    { desc: 'a text without a line end', text: 'a note' },
    { desc: 'JSON of another kind', text: '{"log":{"entries":[]}}\n' },
    { desc: 'events without a session’s', text: '{"seq":1,"type":"cleared"}\n' },
    { desc: 'a session of a later protocol', text: '{"seq":0,"type":"session","protocol":99}\n' },
  ])('$desc: refused, and left as it is', async ({ text }) => {
    const file = join(tempFolder(), 'notes.txt');
    writeFileSync(file, text);
    const problem = await startProblem(file);
    expect(problem.message).toContain(file);
    expect(problem.message).toContain('not a corscope session file');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each([
    { desc: 'a folder', path: (folder: string) => folder },
    {
      desc: 'a file in a folder that is not there',
      path: (folder: string) => join(folder, 'missing', 'session.ndjson'),
    },
    {
      desc: 'a file below a file',
      path: (folder: string) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file', 'session.ndjson');
      },
    },
  ])('$desc: refused with a sentence', async ({ path }) => {
    const file = path(tempFolder());
    const { message, problem } = await startProblem(file);
    expect(problem.reason).toBe('session-file');
    expect(message).toContain(file);
    expect(message).toContain('--session');
  });

  it('lets nothing listen after it was refused', async () => {
    const folder = tempFolder();
    const taken = await openBench();
    const { port } = taken;
    await taken.close();
    mkdirSync(join(folder, 'home'));
    await expect(openBench({ port, sessionFile: join(folder, 'missing', 'x') })).rejects.toThrow(StartError);
    const socket = connectTcp(port, '127.0.0.1');
    const outcome = await new Promise<string>(resolve => {
      socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
    });
    socket.destroy();
    expect(outcome).toBe('refused');
  });
});

async function startProblem(sessionFile: string): Promise<StartError> {
  const error = await openBench({ sessionFile }, () => answerWith('200 OK', [])).then(
    async bench => {
      await bench.close();
      return null;
    },
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StartError)) throw new Error(`no StartError: ${String(error)}`);
  return error;
}
