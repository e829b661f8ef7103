import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../server/support/until.ts';
import { MAIN, type Ready, readyOf, run, serve, stop, tempFolder } from './support/corscope.ts';

/** Code that runs in the process before corscope does. */
function withCode(code: string): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

async function healthy({ url, token }: Ready): Promise<boolean> {
  return (await fetch(`${url}api/health`, { headers: { Authorization: `Bearer ${token}` } })).ok;
}

describe('an exception that nobody caught', () => {
  it('ends a corscope that is just starting, with exit code 1 and the place', async () => {
    const env = withCode(`
      import { Server } from 'node:net';
      const { listen } = Server.prototype;
      Server.prototype.listen = function (...args) {
        process.nextTick(() => { throw new Error('boom while starting') });
        return listen.apply(this, args);
      };`);
    const corscope = run(['serve', '--port', '0', '--json'], tempFolder(), env);
    expect(await corscope.ended).toBe(1);
    expect(corscope.stderr).toContain('boom while starting');
    expect(corscope.stdout).toBe('');
  });

  it('does not end one that runs, but is printed', async () => {
    const env = withCode('process.on("SIGUSR2", () => { throw new Error("boom while running") })');
    const corscope = run(['serve', '--port', '0', '--json'], tempFolder(), env);
    const ready = await readyOf(corscope);
    corscope.child.kill('SIGUSR2');
    await until(() => (corscope.stderr.includes('boom while running') ? true : null), 'the exception');
    expect(await healthy(ready)).toBe(true);
    expect(await stop(corscope)).toBe(0);
  });
});

describe('a reader that leaves early', () => {
  it.each([
    { desc: 'after the ready line, as `| head -1` does', args: ['--json'] },
    { desc: 'after the first line for people', args: [] },
  ])('$desc: corscope goes on, and ends well', async ({ args }) => {
    const child = spawn(
      '/bin/sh',
      ['-c', `"$0" "$@" | head -1; echo gone`, process.execPath, MAIN, 'serve', '--port', '0', ...args],
      {
        env: { ...process.env, CORSCOPE_HOME: tempFolder() },
        detached: true,
      },
    );
    onTestFinished(() => kill(child, 'SIGKILL'));
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    const port = await until(() => /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said.out)?.[1] ?? null, 'the first line');
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(401);
    const closed = once(child, 'close');
    kill(child, 'SIGINT');
    await closed;
    expect(said.err).not.toMatch(/EPIPE|Error/);
  });

  it('is no fault even where both its streams are closed', async () => {
    const corscope = await serve();
    corscope.child.stdout?.destroy();
    corscope.child.stderr?.destroy();
    expect(await healthy(corscope.ready)).toBe(true);
    corscope.child.kill('SIGTERM');
    expect((await once(corscope.child, 'exit'))[0]).toBe(0);
  });
});

/** The shell and all that runs in it. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended already
  }
}
