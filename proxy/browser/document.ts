import * as v from 'valibot';
import type { DevTools } from './devtools.ts';

const TargetsSchema = v.object({ targetInfos: v.array(v.object({ targetId: v.string(), type: v.string() })) });
const SessionSchema = v.object({ sessionId: v.string() });

interface FrameTree {
  readonly frame: { readonly id: string; readonly url: string };
  readonly childFrames?: readonly FrameTree[] | undefined;
}
const FrameTreeSchema: v.GenericSchema<FrameTree> = v.object({
  frame: v.object({ id: v.string(), url: v.string() }),
  childFrames: v.optional(v.array(v.lazy(() => FrameTreeSchema))),
});
const FramesSchema = v.object({ frameTree: FrameTreeSchema });

const ContextSchema = v.object({
  context: v.object({ id: v.number(), auxData: v.object({ frameId: v.string(), isDefault: v.boolean() }) }),
});
const EvaluatedSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
});

/** A document that is open in a browser: a page's, or that of a frame in it. */
export interface OpenDocument {
  /** The expression's value in the document's own world, awaited where it is a promise; must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Lets go of it; it stays as it is. */
  leave(): Promise<unknown>;
}

/** The first document whose address (without its fragment) fits; null where none is open. */
export async function findDocument(devTools: DevTools, fits: (url: string) => boolean): Promise<OpenDocument | null> {
  const { targetInfos } = v.parse(TargetsSchema, await devTools.send('Target.getTargets'));
  for (const { targetId, type } of targetInfos) {
    if (type !== 'page' && type !== 'iframe') continue;
    const found = await documentIn(devTools, targetId, fits).catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

/** A session of its own: what others have set up in theirs is none of its business. */
async function documentIn(
  devTools: DevTools,
  targetId: string,
  fits: (url: string) => boolean,
): Promise<OpenDocument | null> {
  const attached = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = v.parse(SessionSchema, attached);
  const leave = () => devTools.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
  const contexts = await contextsIn(devTools, sessionId);
  const { frameTree } = v.parse(FramesSchema, await devTools.send('Page.getFrameTree', {}, sessionId));
  const frame = framesOf(frameTree).find(({ url }) => fits(url.replace(/#.*$/s, '')));
  const contextId = contexts.get(frame?.id ?? '');
  if (contextId === undefined) {
    await leave();
    return null;
  }
  return { leave, evaluate: expression => evaluate(devTools, sessionId, { expression, contextId }) };
}

/** The own world of each frame; extensions and the protocol itself have others. */
async function contextsIn(devTools: DevTools, sessionId: string): Promise<ReadonlyMap<string, number>> {
  const contexts = new Map<string, number>();
  const stop = devTools.onEvent(({ session, method, params }) => {
    if (session !== sessionId || method !== 'Runtime.executionContextCreated') return;
    const created = v.safeParse(ContextSchema, params);
    if (!created.success) return;
    const { id, auxData } = created.output.context;
    if (auxData.isDefault) contexts.set(auxData.frameId, id);
  });
  // the contexts that there are are told before the command is answered
  await devTools.send('Runtime.enable', {}, sessionId);
  stop();
  return contexts;
}

function framesOf({ frame, childFrames = [] }: FrameTree): FrameTree['frame'][] {
  return [frame, ...childFrames.flatMap(framesOf)];
}

async function evaluate(
  devTools: DevTools,
  session: string,
  what: { readonly expression: string; readonly contextId: number },
): Promise<unknown> {
  const how = { ...what, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = v.parse(EvaluatedSchema, await devTools.send('Runtime.evaluate', how, session));
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value;
}
