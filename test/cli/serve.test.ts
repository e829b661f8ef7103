import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { head, rawRequest } from '../server/support/raw.ts';
import { until } from '../server/support/until.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { readyOf, run, serve, stop, tempFolder } from './support/corscope.ts';

async function upstreamSaying(body: string) {
  const upstream = await startUpstream(() => answerWith('200 OK', [], body));
  onTestFinished(() => upstream.close());
  return upstream;
}

describe('what everybody asks first', () => {
  it.each([
    { args: ['--help'], says: ['Usage: corscope', 'serve', 'open', 'lab', 'ca'] },
    {
      args: ['serve', '--help'],
      says: [
        '--port',
        '--tap',
        '--connect-to',
        '--upstream-insecure',
        '--upstream-ca',
        '--config',
        '--session',
        '--token',
        '--json',
      ],
    },
    { args: ['tap', '--help'], says: ['NAME=PORT:TARGET', '--join', '--token', '--host', '--upstream-ca', '--json'] },
    { args: ['open', '--help'], says: ['--browser', '--headless'] },
    { args: ['lab', '--help'], says: ['--only', '--headless', '--json'] },
    { args: ['ca', '--help'], says: ['path', 'renew'] },
    { args: ['--version'], says: [(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version] },
  ])('$args', async ({ args, says }) => {
    const corscope = run(args);
    expect(await corscope.ended).toBe(0);
    for (const text of says) expect(corscope.stdout).toContain(text);
    expect(corscope.stderr).toBe('');
  });
});

describe('serve --json', () => {
  it('prints the ready line first and nothing else on standard output; lines for people on the other', async () => {
    const upstream = await upstreamSaying('x');
    const corscope = await serve(['--tap', `api=0:${upstream.url}`, '--tap', 'edge=0:https://edge.test']);
    const { ready } = corscope;
    expect(Object.keys(ready)).toEqual(['event', 'url', 'token', 'proxy', 'ca', 'spki', 'taps']);
    expect(ready).toMatchObject({
      event: 'ready',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
      token: expect.stringMatching(/^[\w-]{20,}$/),
      spki: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    expect(ready.proxy).toBe(ready.url.slice(0, -1));
    expect(ready.taps.map(tap => Object.keys(tap))).toEqual([
      ['name', 'url', 'target'],
      ['name', 'url', 'target'],
    ]);
    expect(ready.taps).toMatchObject([
      { name: 'api', target: upstream.url },
      { name: 'edge', target: 'https://edge.test' },
    ]);
    expect(existsSync(ready.ca)).toBe(true);

    // everything that the line names works by the time it is there
    const headers = { Authorization: `Bearer ${ready.token}` };
    expect((await fetch(`${ready.url}api/health`, { headers })).status).toBe(200);
    expect(await (await fetch(ready.taps[0]?.url ?? '')).text()).toBe('x');
    expect(await stop(corscope)).toBe(0);
    expect(corscope.stdout.split('\n')).toHaveLength(2);
    expect(corscope.stderr).toContain(ready.url);
  });

  it('is what runs without a command', async () => {
    const corscope = run(['--port', '0', '--json']);
    expect((await readyOf(corscope)).event).toBe('ready');
    expect(await stop(corscope)).toBe(0);
  });

  it('without --json speaks to people, on standard output', async () => {
    const corscope = run(['serve', '--port', '0']);
    await until(() => (corscope.stdout.includes('corscope open URL') ? true : null), 'the last line');
    expect(corscope.stdout).toMatch(/^Dashboard +http:\/\/127\.0\.0\.1:\d+\/\nProxy +http/);
    expect(await stop(corscope)).toBe(0);
    expect(corscope.stderr).toBe('');
  });
});

describe('the token', () => {
  it.each([
    { desc: 'is the one of the flag', args: ['--token', 'from-the-flag_1234'], env: null, token: 'from-the-flag_1234' },
    { desc: 'is that of the environment', args: [], env: 'from-the-environment', token: 'from-the-environment' },
    {
      desc: 'is the one of the flag where both are given',
      args: ['--token', 'from-the-flag_1234'],
      env: 'from-the-environment',
      token: 'from-the-flag_1234',
    },
  ])('$desc', async ({ args, env, token }) => {
    const environment = typeof env === 'string' ? { ...process.env, CORSCOPE_TOKEN: env } : process.env;
    const corscope = run(['--port', '0', '--json', ...args], tempFolder(), environment);
    const ready = await readyOf(corscope);
    expect(ready.token).toBe(token);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${ready.url}api/health`, { headers })).status).toBe(200);
    expect(await stop(corscope)).toBe(0);
  });

  it('is not repeated where it is too short', async () => {
    const corscope = run(['--port', '0', '--token', 'hunter2']);
    expect(await corscope.ended).toBe(2);
    expect(corscope.stderr).toBe(
      'corscope: --token: expected 16 or more letters, digits, dots, hyphens, underscores and tildes\n',
    );
  });
});

describe('the port', () => {
  it('is the next free one where the usual one is taken', async () => {
    const before = await occupy(4321);
    onTestFinished(() => void before?.close());
    const corscope = run(['serve', '--json']);
    const port = Number(new URL((await readyOf(corscope)).url).port);
    expect(port).toBeGreaterThan(4321);
    expect(port).toBeLessThan(4422);
    expect(await stop(corscope)).toBe(0);
  });

  it('is the very one that was asked for', async () => {
    const server = await occupy(0);
    const address = server?.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    server?.close();
    const corscope = run(['serve', '--json', '--port', String(port)]);
    expect((await readyOf(corscope)).url).toBe(`http://127.0.0.1:${port}/`);
    expect(await stop(corscope)).toBe(0);
  });
});

/** Null where somebody else listens there already. */
async function occupy(port: number): Promise<Server | null> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server;
  } catch {
    return null;
  }
}

describe('--connect-to', () => {
  it.each([
    { desc: 'a name and a port', rule: (port: number) => `api.example.test:80:127.0.0.1:${port}` },
    { desc: 'empty fields that match anything', rule: (port: number) => `::127.0.0.1:${port}` },
    { desc: 'any port of a name', rule: (port: number) => `api.example.test::127.0.0.1:${port}` },
  ])('$desc', async ({ rule }) => {
    const upstream = await upstreamSaying('from here');
    const corscope = await serve(['--connect-to', rule(upstream.port)]);
    const request = head('GET http://api.example.test/ HTTP/1.1', 'Host: api.example.test', 'Connection: close');
    expect(await rawRequest(corscope.port, request)).toMatchObject({ status: 200, body: 'from here' });
    expect(await stop(corscope)).toBe(0);
  });
});

describe('a configuration file', () => {
  it('says what flags would, and flags win', async () => {
    const upstream = await upstreamSaying('x');
    const folder = tempFolder();
    const config = join(folder, 'corscope.json');
    const session = join(folder, 'session.ndjson');
    const options = {
      $schema: 'https://example.com/schema.json',
      port: 1,
      host: '127.0.0.1',
      tap: [`fromFile=0:${upstream.url}`],
      connectTo: [`api.example.test:80:127.0.0.1:${upstream.port}`],
      upstreamInsecure: true,
      session,
      memoryLimit: '8m',
      bodyLimit: 1024,
    };
    writeFileSync(config, JSON.stringify(options));
    const corscope = await serve(['--config', config]);
    expect(corscope.ready.taps).toMatchObject([{ name: 'fromFile', target: upstream.url }]);
    const request = head('GET http://api.example.test/ HTTP/1.1', 'Host: api.example.test', 'Connection: close');
    expect((await rawRequest(corscope.port, request)).body).toBe('x');
    expect(await stop(corscope)).toBe(0);
    expect(readFileSync(session, 'utf8')).toContain('api.example.test');

    const flags = ['--config', config, '--host', 'localhost', '--tap', `fromFlag=0:${upstream.url}`];
    const other = await serve(flags);
    expect(other.ready.url).toMatch(/^http:\/\/localhost:\d+\/$/);
    expect(other.ready.taps.map(({ name }) => name)).toEqual(['fromFlag']);
    expect(other.stderr).toContain('1 exchanges taken up again');
    expect(await stop(other)).toBe(0);
  });
});

describe('a configuration file that nobody named', () => {
  it('is read where the working directory has one, and said to be', async () => {
    const upstream = await upstreamSaying('x');
    const folder = tempFolder();
    const tap = [
      `text=0:${upstream.url}`,
      { name: 'object', port: 0, target: `127.0.0.1:${upstream.port}` },
      { name: 'elsewhere', port: 0, target: upstream.url, listen: '127.0.0.2' },
    ];
    writeFileSync(join(folder, 'corscope.config.json'), JSON.stringify({ tap }));
    const corscope = run(['--port', '0', '--json'], tempFolder(), process.env, folder);
    const { taps } = await readyOf(corscope);
    expect(taps.map(({ name, target }) => [name, target])).toEqual(
      ['text', 'object', 'elsewhere'].map(name => [name, upstream.url]),
    );
    expect(taps.map(({ url }) => new URL(url).hostname)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.2']);
    for (const { url } of taps) expect(await (await fetch(url)).text()).toBe('x');
    expect(await stop(corscope)).toBe(0);
    expect(corscope.stderr).toMatch(/^Config {5}corscope\.config\.json$/m);
  });

  it('is not read where another is named', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'corscope.config.json'), '{ "colour": "red" }');
    writeFileSync(join(folder, 'other.json'), '{}');
    const refused = run(['--port', '0'], tempFolder(), process.env, folder);
    expect(await refused.ended).toBe(2);
    expect(refused.stderr).toContain('corscope.config.json: "colour" is not one of');
    const corscope = run(['--port', '0', '--json', '--config', 'other.json'], tempFolder(), process.env, folder);
    expect((await readyOf(corscope)).taps).toEqual([]);
    expect(await stop(corscope)).toBe(0);
  });
});

describe('ca', () => {
  it('says where the certificate is, with the key beside it for its owner alone; renew makes another', async () => {
    const home = tempFolder();
    const ask = async (...args: string[]) => {
      const corscope = run(['ca', ...args], home);
      expect(await corscope.ended).toBe(0);
      expect(corscope.stderr).toBe('');
      return corscope.stdout.split('\n')[0] ?? '';
    };
    const path = await ask('path');
    const first = readFileSync(path, 'utf8');
    expect(first).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(dirname(path)).toBe(home);
    expect(statSync(join(home, 'ca.key')).mode & 0o777).toBe(0o600);

    expect(await ask()).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe(first);
    expect(await ask('renew')).toBe(path);
    expect(readFileSync(path, 'utf8')).not.toBe(first);
    expect(statSync(join(home, 'ca.key')).mode & 0o777).toBe(0o600);
  });
});
