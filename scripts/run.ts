import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program to its end and gives what it printed. */
export function run(command: string, args: readonly string[]): Promise<Ran> {
  const startedAt = performance.now();
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', error => resolve({ code: 127, output: error.message, seconds: 0 }));
    child.on('close', code => resolve({ code: code ?? 1, output, seconds: (performance.now() - startedAt) / 1000 }));
  });
}

/** Runs a program with this terminal as its own. */
export function runHere(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    child.on('error', () => resolve(127));
    child.on('close', code => resolve(code ?? 1));
  });
}
