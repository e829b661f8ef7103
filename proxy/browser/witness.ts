import * as v from 'valibot';
import type { DevTools, DevToolsEvent } from './devtools.ts';

/** The browser's own account of one request of a page, when it had ended. */
export interface WitnessedRequest {
  /** What the page asked for: of a redirected request the first. */
  readonly url: string;
  readonly method: string;
  /** `blocked`: by CORS or another check of the browser; `failed`: the network did not answer. */
  readonly outcome: 'allowed' | 'blocked' | 'failed';
  /** The DevTools protocol's Network.CorsError word, null where CORS had no part in it. */
  readonly corsError: string | null;
  /** The header or method that the CorsError is about; may be empty. */
  readonly failedParameter: string;
  /** The DevTools protocol's Network.BlockedReason, such as `csp` or `mixed-content`. */
  readonly blockedReason: string | null;
  /** Chromium's net error, such as `net::ERR_FAILED`; empty where it was allowed. */
  readonly errorText: string;
}

const AttachedSchema = v.object({ sessionId: v.string(), targetInfo: v.object({ targetId: v.string() }) });
const DetachedSchema = v.object({ sessionId: v.string() });

const WillBeSentSchema = v.object({
  requestId: v.string(),
  initiator: v.object({ type: v.string() }),
  request: v.object({ url: v.string(), method: v.string() }),
});

const FinishedSchema = v.object({ requestId: v.string() });

const FailedSchema = v.object({
  requestId: v.string(),
  errorText: v.string(),
  blockedReason: v.optional(v.string()),
  corsErrorStatus: v.optional(v.object({ corsError: v.string(), failedParameter: v.string() })),
});

interface Asked {
  readonly url: string;
  readonly method: string;
}

/**
 * Watches every page, frame and worker of the browser from its first request on, and reports each request as it ends.
 * Preflights have no report of their own: the request that they belong to tells how they went.
 */
export async function attachWitness(devTools: DevTools, report: (request: WitnessedRequest) => void): Promise<void> {
  const asked = new Map<string, Asked>();
  const watched = new Map<string, string>();
  devTools.onEvent(event => {
    if (event.method === 'Target.attachedToTarget') watchTarget(devTools, event.params, watched);
    if (event.method === 'Target.detachedFromTarget') forgetTarget(event.params, watched);
    const ended = follow(event, asked);
    if (ended !== null) report(ended);
  });
  await devTools.send('Target.setAutoAttach', AUTO_ATTACH);
}

/** New targets wait until the network is watched, so that not even their first request is missed. */
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/** `watched` holds the session of each target: a second session, whoever opened it, would report everything twice. */
function watchTarget(devTools: DevTools, params: unknown, watched: Map<string, string>): void {
  const attached = v.safeParse(AttachedSchema, params);
  if (!attached.success) return;
  const { sessionId, targetInfo } = attached.output;
  if (watched.has(targetInfo.targetId)) return;
  watched.set(targetInfo.targetId, sessionId);
  // Some targets know no Network domain, and any of them may be gone by now: both are theirs to say, and no fault of ours.
  const tell = (method: string, more = {}) => devTools.send(method, more, sessionId).catch(() => undefined);
  void tell('Network.enable');
  void tell('Target.setAutoAttach', AUTO_ATTACH);
  void tell('Runtime.runIfWaitingForDebugger');
}

function forgetTarget(params: unknown, watched: Map<string, string>): void {
  const detached = v.safeParse(DetachedSchema, params);
  if (!detached.success) return;
  for (const [target, session] of watched) if (session === detached.output.sessionId) watched.delete(target);
}

/** Remembers requests as they begin, and gives the account of one that ends. */
function follow(event: DevToolsEvent, asked: Map<string, Asked>): WitnessedRequest | null {
  switch (event.method) {
    case 'Network.requestWillBeSent':
      remember(event, asked);
      return null;
    case 'Network.loadingFinished':
      return finished(event, asked);
    case 'Network.loadingFailed':
      return failed(event, asked);
    default:
      return null;
  }
}

function remember(event: DevToolsEvent, asked: Map<string, Asked>): void {
  const sent = v.safeParse(WillBeSentSchema, event.params);
  if (!sent.success || sent.output.initiator.type === 'preflight') return;
  const key = keyOf(event, sent.output.requestId);
  const { url, method } = sent.output.request;
  // Redirects are told as the same request being sent again.
  if (!asked.has(key)) asked.set(key, { url, method });
}

function finished(event: DevToolsEvent, asked: Map<string, Asked>): WitnessedRequest | null {
  const done = v.safeParse(FinishedSchema, event.params);
  const request = done.success ? take(asked, keyOf(event, done.output.requestId)) : null;
  if (request === null) return null;
  return {
    ...request,
    outcome: 'allowed',
    corsError: null,
    failedParameter: '',
    blockedReason: null,
    errorText: '',
  };
}

function failed(event: DevToolsEvent, asked: Map<string, Asked>): WitnessedRequest | null {
  const failure = v.safeParse(FailedSchema, event.params);
  if (!failure.success) return null;
  const { requestId, errorText, blockedReason = null, corsErrorStatus: cors } = failure.output;
  const request = take(asked, keyOf(event, requestId));
  if (request === null) return null;
  return {
    ...request,
    outcome: cors || blockedReason !== null ? 'blocked' : 'failed',
    corsError: cors?.corsError ?? null,
    failedParameter: cors?.failedParameter ?? '',
    blockedReason,
    errorText,
  };
}

function take(asked: Map<string, Asked>, key: string): Asked | null {
  const request = asked.get(key) ?? null;
  asked.delete(key);
  return request;
}

/** Request ids are unique within a session only. */
function keyOf(event: DevToolsEvent, requestId: string): string {
  return `${event.session ?? ''} ${requestId}`;
}
