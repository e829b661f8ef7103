import * as v from 'valibot';
import type { DevTools } from './devtools.ts';

const CreatedSchema = v.object({ targetId: v.string() });
const SessionSchema = v.object({ sessionId: v.string() });
const NavigatedSchema = v.object({ errorText: v.optional(v.string()) });
const EvaluatedSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
});

/** A tab that is driven. */
export interface Page {
  /** The expression's value, awaited where it is a promise; must be JSON. Rejects where it throws. */
  evaluate(expression: string): Promise<unknown>;
}

/** Opens a tab and waits until the page has loaded. Rejects where the page cannot be reached. */
export async function openPage(devTools: DevTools, url: string): Promise<Page> {
  const { targetId } = v.parse(CreatedSchema, await devTools.send('Target.createTarget', { url: 'about:blank' }));
  const attached = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
  const session = v.parse(SessionSchema, attached).sessionId;
  await devTools.send('Page.enable', {}, session);
  await navigate(devTools, session, url);
  return { evaluate: expression => evaluate(devTools, session, expression) };
}

async function navigate(devTools: DevTools, session: string, url: string): Promise<void> {
  const loaded = new Promise<void>(resolve => {
    const stop = devTools.onEvent(event => {
      if (event.session !== session || event.method !== 'Page.loadEventFired') return;
      stop();
      resolve();
    });
  });
  const { errorText } = v.parse(NavigatedSchema, await devTools.send('Page.navigate', { url }, session));
  if (errorText) throw new Error(`The browser could not open ${url}: ${errorText}`);
  await Promise.race([loaded, devTools.closed]);
}

async function evaluate(devTools: DevTools, session: string, expression: string): Promise<unknown> {
  const how = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = v.parse(EvaluatedSchema, await devTools.send('Runtime.evaluate', how, session));
  if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
  return result.value;
}
