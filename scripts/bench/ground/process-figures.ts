import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const RESET_PEAK = '5';

/** CPU milliseconds of a process, all its threads and its children so far; null where the system does not tell. */
export function cpuMs(pid: number): number | null {
  const own = sumOverTasks(pid, task => readFileSync(`${task}/schedstat`, 'utf8'));
  if (own === null) return null;
  return own / 1e6 + childrenOf(pid).reduce((sum, child) => sum + (cpuMs(child) ?? 0), 0);
}

/** Resident megabytes now. */
export function rssMb(pid: number): number {
  return statusMb(pid, 'VmRSS');
}

/** The most megabytes resident since `resetPeak`. */
export function peakRssMb(pid: number): number {
  return statusMb(pid, 'VmHWM');
}

export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, RESET_PEAK);
}

function statusMb(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s*(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** All that the process has started and that is still there. */
export function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap(child => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): number[] {
  const ids = tasksOf(pid).flatMap(task => (read(`${task}/children`) ?? '').split(' '));
  return ids.filter(id => id !== '').map(Number);
}

/** Sum of the first number of each task's text. */
function sumOverTasks(pid: number, text: (task: string) => string): number | null {
  const tasks = tasksOf(pid);
  if (tasks.length === 0) return null;
  return tasks.reduce((sum, task) => {
    try {
      return sum + Number.parseInt(text(task), 10);
    } catch {
      // a thread that has just ended
      return sum;
    }
  }, 0);
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(id => `/proc/${pid}/task/${id}`);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
