import type { Browser, Page } from 'playwright-core';

/** What Chromium's own trace says of the page's main thread and of the frames that reached the screen. */
export interface TraceFigures {
  /** Milliseconds of each task of the main thread by the wall clock, longest first. */
  readonly tasks: readonly number[];
  /** The same in the processor's time: what the task took for itself. */
  readonly cpuTasks: readonly number[];
  /** Milliseconds since the first one at which frames were drawn. */
  readonly frames: readonly number[];
}

const CATEGORIES = [
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'devtools.timeline',
];

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: FrameOfPage & { readonly frames?: readonly FrameOfPage[] } };
}

interface FrameOfPage {
  readonly processId?: number;
  readonly url?: string;
}

/** Traces the page while `during` lasts. */
export async function traced(browser: Browser, page: Page, during: () => Promise<void>): Promise<TraceFigures> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await during();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return figuresOf(traceEvents);
}

/** Frames a second from the first to the last that was drawn. */
export function frameRate({ frames }: TraceFigures): number {
  return ((frames.length - 1) / (frames.at(-1) ?? 0)) * 1000;
}

function figuresOf(events: readonly TraceEvent[]): TraceFigures {
  const pid = pageProcess(events);
  const main = events.find(
    ({ name, ph, pid: of, args }) =>
      of === pid && ph === 'M' && name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const tasks = events.filter(({ name, pid: of, tid }) => of === pid && tid === main?.tid && name === 'RunTask');
  const drawn = events.filter(({ name, pid: of }) => of === pid && name === 'DrawFrame').map(({ ts }) => ts / 1000);
  const sorted = drawn.toSorted((a, b) => a - b);
  return {
    tasks: longestFirst(tasks.map(({ dur }) => dur)),
    cpuTasks: longestFirst(tasks.map(({ tdur }) => tdur)),
    frames: sorted.map(at => at - (sorted[0] ?? 0)),
  };
}

/** The trace names the process of each page when it starts, and again when a page moves to another one. */
function pageProcess(events: readonly TraceEvent[]): number {
  const pages = events.flatMap(({ name, args: { data } }) => {
    if (name === 'TracingStartedInBrowser') return data?.frames ?? [];
    return name === 'FrameCommittedInBrowser' && data !== undefined ? [data] : [];
  });
  return pages.findLast(({ url }) => url?.startsWith('http') === true)?.processId ?? -1;
}

function longestFirst(durations: readonly (number | undefined)[]): number[] {
  return durations.map(us => (us ?? 0) / 1000).toSorted((a, b) => b - a);
}
