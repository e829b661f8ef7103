import * as v from 'valibot';
import { connectDevTools, type DevTools, devToolsUrl } from './devtools.ts';
import { type OpenedBrowser, type OpenOptions, openBrowser } from './open-browser.ts';
import { attachWitness, type WitnessSink } from './witness.ts';

/** A browser on a busy machine may take this long to start. */
const START_MS = 20_000;

const TargetsSchema = v.object({ targetInfos: v.array(v.object({ targetId: v.string(), type: v.string() })) });
const SessionSchema = v.object({ sessionId: v.string() });

type Options = Omit<OpenOptions, 'remoteDebuggingPort'>;

/**
 * Starts a browser as `openBrowser` does, and watches it from its first request on. Where it cannot be watched it is opened
 * all the same, with a note that says so.
 */
export async function openWitnessed(options: Options, sink: WitnessSink): Promise<OpenedBrowser> {
  // a page named on the command line would be loading before anybody watches
  const browser = await openBrowser({ ...options, urls: ['about:blank'], remoteDebuggingPort: 0 });
  try {
    const devTools = await connectDevTools(await devToolsUrl(browser, START_MS));
    await attachWitness(devTools, sink);
    await openTabs(devTools, options.urls);
    return browser;
  } catch (error) {
    await browser.close();
    const unwatched = await openBrowser({ ...options, remoteDebuggingPort: null });
    const note = `The browser does not give its own account of what it does: ${(error as Error).message}`;
    return { ...unwatched, notes: [...unwatched.notes, note] };
  }
}

/** The tab that is there, and one for each further address; the first stays in front. */
async function openTabs(devTools: DevTools, [first, ...others]: readonly string[]): Promise<void> {
  const { targetInfos } = v.parse(TargetsSchema, await devTools.send('Target.getTargets'));
  const tab = targetInfos.find(({ type }) => type === 'page');
  if (first === undefined) return;
  if (tab === undefined) await devTools.send('Target.createTarget', { url: first });
  else await navigate(devTools, tab.targetId, first);
  for (const url of others) await devTools.send('Target.createTarget', { url, background: true });
}

/** Does not wait for the page, which may never answer. */
async function navigate(devTools: DevTools, targetId: string, url: string): Promise<void> {
  const attached = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = v.parse(SessionSchema, attached);
  const over = () => devTools.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
  void devTools.send('Page.navigate', { url }, sessionId).then(over, over);
}
