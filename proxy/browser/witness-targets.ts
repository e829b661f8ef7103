import * as v from 'valibot';
import type { DevTools, DevToolsEvent } from './devtools.ts';
import { OBSERVER_BINDING, OBSERVER_SCRIPT } from './observer-script.ts';

const AttachedSchema = v.object({
  sessionId: v.string(),
  targetInfo: v.object({ targetId: v.string(), type: v.string() }),
});
const DetachedSchema = v.object({ sessionId: v.string() });

/** New targets wait until they are watched, so that not even their first request is missed. */
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/** Of the whole browser; each page then tells of its frames and workers. The browser's own windows are left alone. */
const TOP_TARGETS = {
  ...AUTO_ATTACH,
  filter: [{ type: 'page' }, { type: 'service_worker' }, { type: 'shared_worker' }],
};
const INNER_TARGETS = {
  ...AUTO_ATTACH,
  filter: [{ type: 'service_worker', exclude: true }, { type: 'shared_worker', exclude: true }, {}],
};

const FRAMES: ReadonlySet<string> = new Set(['page', 'iframe']);

/** Bodies are corscope's to record, not the browser's to keep for us. */
const NETWORK = { maxTotalBufferSize: 1024, maxResourceBufferSize: 1024 };

/** Every page, frame and worker of a browser, watched from before its first request on. */
export interface Targets {
  /** The target type of a session that is watched, null for any other. */
  typeOf(session: string | null): string | null;
  /** The sessions of all pages. */
  pages(): readonly string[];
}

/** `ended` is told the session of a target that is gone. Settles when the targets that there are already are watched. */
export async function watchTargets(devTools: DevTools, ended: (session: string) => void): Promise<Targets> {
  /** The session of each target: a second one, whoever opened it, would tell everything twice. */
  const sessions = new Map<string, string>();
  const types = new Map<string, string>();
  const watching: Promise<unknown>[] = [];
  devTools.onEvent(event => {
    const attached = event.method === 'Target.attachedToTarget' ? v.safeParse(AttachedSchema, event.params) : null;
    if (attached?.success) watching.push(attach(attached.output));
    if (event.method === 'Target.detachedFromTarget') detach(event);
  });

  function attach({ sessionId, targetInfo }: v.InferOutput<typeof AttachedSchema>): Promise<unknown> {
    if (sessions.has(targetInfo.targetId)) return resume(devTools, sessionId);
    sessions.set(targetInfo.targetId, sessionId);
    types.set(sessionId, targetInfo.type);
    return prepare(devTools, sessionId, FRAMES.has(targetInfo.type));
  }

  function detach(event: DevToolsEvent): void {
    const detached = v.safeParse(DetachedSchema, event.params);
    if (!detached.success || !types.delete(detached.output.sessionId)) return;
    for (const [target, session] of sessions) if (session === detached.output.sessionId) sessions.delete(target);
    ended(detached.output.sessionId);
  }

  await devTools.send('Target.setAutoAttach', TOP_TARGETS);
  await Promise.all(watching.splice(0));
  return {
    typeOf: session => types.get(session ?? '') ?? null,
    pages: () => [...types].filter(([, type]) => type === 'page').map(([session]) => session),
  };
}

/** Some targets lack some of these domains, and any of them may be gone by now: both are theirs to say, and no fault. */
function prepare(devTools: DevTools, session: string, isFrame: boolean): Promise<unknown> {
  const commands: readonly (readonly [string, object])[] = [
    ...(isFrame ? IN_FRAMES : IN_WORKERS),
    ['Audits.enable', {}],
    ['Network.enable', NETWORK],
    ['Target.setAutoAttach', INNER_TARGETS],
    ['Runtime.runIfWaitingForDebugger', {}],
  ];
  return Promise.all(commands.map(([method, params]) => devTools.send(method, params, session).catch(() => undefined)));
}

/** Without both domains enabled, neither script nor binding would outlive the document that is there now. */
const IN_FRAMES = [
  ['Page.enable', {}],
  ['Runtime.enable', {}],
  ['Runtime.addBinding', { name: OBSERVER_BINDING }],
  ['Page.addScriptToEvaluateOnNewDocument', { source: OBSERVER_SCRIPT, runImmediately: true }],
] as const;

const IN_WORKERS = [
  ['Runtime.addBinding', { name: OBSERVER_BINDING }],
  ['Runtime.evaluate', { expression: OBSERVER_SCRIPT }],
] as const;

function resume(devTools: DevTools, session: string): Promise<unknown> {
  return devTools.send('Runtime.runIfWaitingForDebugger', {}, session).catch(() => undefined);
}
