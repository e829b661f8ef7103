import { firstJson, ownProcess, startChild, stopChild } from '../ground/child.ts';
import type { Ground } from '../ground/ground.ts';
import type { Running } from './subject.ts';

/** Starts a script of `process/` on the subject's core; it prints its port. */
export async function startScript(
  ground: Ground,
  name: string,
  args: readonly string[],
  form: Running['form'],
): Promise<Running> {
  const child = startChild(ownProcess(new URL(`../process/${name}`, import.meta.url), args), {
    cores: ground.cores.subject,
  });
  const { port } = await firstJson<{ port: number }>(child);
  return { port, form, pid: child.pid ?? null, stop: () => stopChild(child) };
}
