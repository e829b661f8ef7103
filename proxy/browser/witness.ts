import * as v from 'valibot';
import { epoch } from '../record/recording.ts';
import { clockSkew } from './clock-skew.ts';
import type { DevTools, DevToolsEvent } from './devtools.ts';
import { OBSERVER_BINDING } from './observer-script.ts';
import { type Account, AccountInProgress, NO_COOKIES } from './witness-account.ts';
import { BindingCalledSchema } from './witness-events.ts';
import { isCall, noteOf, refusalIn } from './witness-notes.ts';
import { type Observation, Observations, type Refused } from './witness-observations.ts';
import { type Targets, watchTargets } from './witness-targets.ts';

/** Takes the browser's accounts. */
export interface WitnessSink {
  /** `http://127.0.0.1:4321`, where the dashboard is: what a browser asks there is no part of the session. */
  readonly ownOrigin: string;
  /** A name for one more request. */
  newId(): string;
  /** A later account with the same id says more of the same request. */
  tell(id: string, account: Account): void;
  /** A browser is watched from now on, until its DevTools connection ends. */
  joined(browser: WatchedBrowser): void;
}

/** A request as its page made it, with which it can be made again. */
export interface WatchedRequest {
  /** Also those that the browser set. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null where there was none; rejects where the browser no longer has it. */
  body(): Promise<Buffer | null>;
}

/** A browser as long as it is watched. */
export interface WatchedBrowser {
  readonly devTools: DevTools;
  /** The DevTools sessions of its pages. */
  pages(): readonly string[];
  /** The request of an account; null where it is not this browser's, or was long ago. */
  request(accountId: string): WatchedRequest | null;
  /** Id of the account of the request that a script of that name made; null where there is none yet. */
  accountBy(script: string): string | null;
}

/** More requests than are under way at once; what is told of one that ended long ago is lost. */
const REMEMBERED = 2000;

interface Followed {
  readonly requestId: string;
  /** The session that told of it first. */
  readonly session: string;
  readonly progress: AccountInProgress;
  id: string | null;
  /** What was told last, as text. */
  told: string;
}

/**
 * Watches every page, frame and worker of the browser from its first request on, and tells of each request as soon as the
 * browser has its answer or has refused it. Preflights have no account of their own. Settles when it watches.
 */
export async function attachWitness(devTools: DevTools, sink: WitnessSink): Promise<void> {
  const witness = new Attached(sink);
  const waiting: DevToolsEvent[] = [];
  let targets: Targets | null = null;
  devTools.onEvent(event => {
    if (targets === null) waiting.push(event);
    else witness.follow(event, targets);
  });
  targets = await watchTargets(devTools, session => witness.leave(session));
  for (const event of waiting) witness.follow(event, targets);
  const { pages } = targets;
  sink.joined({
    devTools,
    pages,
    request: accountId => witness.requestOfAccount(accountId, devTools),
    accountBy: script => witness.accountBy(script),
  });
}

class Attached {
  private readonly requests = new Map<string, Followed>();
  private readonly pages = new Map<string, Observations>();
  private readonly sink: WitnessSink;

  constructor(sink: WitnessSink) {
    this.sink = sink;
  }

  leave(session: string): void {
    this.pages.delete(session);
  }

  follow(event: DevToolsEvent, targets: Targets): void {
    const target = targets.typeOf(event.session);
    if (event.session === null || target === null) return;
    const page = this.pageOf(event.session, target);
    switch (event.method) {
      case 'Runtime.bindingCalled': {
        const call = v.safeParse(BindingCalledSchema, event.params);
        if (call.success && call.output.name === OBSERVER_BINDING) page.told(call.output.payload);
        return;
      }
      case 'Audits.issueAdded': {
        const refused = refusalIn(event.params);
        if (refused !== null) page.refused(refused);
        return;
      }
      default:
        this.followRequest(event, target, page);
    }
  }

  private followRequest(event: DevToolsEvent, target: string, page: Observations): void {
    const note = noteOf(event, sent => ({ target, asked: isCall(sent) ? page.take() : {}, skew: clockSkew() }));
    if (note === null) return;
    const followed = this.requestOf(note.requestId, event.session ?? '');
    note.add(followed.progress);
    this.tell(followed);
  }

  private tell(followed: Followed): void {
    const account = followed.progress.tell();
    if (account === null || !this.isOfInterest(account)) return;
    const text = JSON.stringify(account);
    if (text === followed.told) return;
    followed.told = text;
    followed.id ??= this.sink.newId();
    this.sink.tell(followed.id, account);
  }

  /** Extensions, images in data: URLs and the browser's own pages are nobody's journeys. */
  private isOfInterest({ url, corsError }: Account): boolean {
    if (url === this.sink.ownOrigin || url.startsWith(`${this.sink.ownOrigin}/`)) return false;
    return /^https?:/.test(url) || corsError !== null;
  }

  private pageOf(session: string, target: string): Observations {
    const known = this.pages.get(session);
    if (known !== undefined) return known;
    const page = new Observations((observation, refused) => this.tellRefused(target, observation, refused));
    this.pages.set(session, page);
    return page;
  }

  private tellRefused(target: string, observation: Observation, refused: Refused): void {
    const account = refusedAccount(target, observation, refused);
    if (this.isOfInterest(account)) this.sink.tell(this.sink.newId(), account);
  }

  accountBy(script: string): string | null {
    return [...this.requests.values()].find(({ progress }) => progress.isBy(script))?.id ?? null;
  }

  requestOfAccount(accountId: string, devTools: DevTools): WatchedRequest | null {
    const followed = [...this.requests.values()].find(({ id }) => id === accountId);
    const request = followed?.progress.request ?? null;
    if (followed === undefined || request === null) return null;
    const { headers, hasBody } = request;
    return { headers, body: async () => (hasBody ? await postData(devTools, followed) : null) };
  }

  private requestOf(requestId: string, session: string): Followed {
    const known = this.requests.get(requestId);
    if (known !== undefined) return known;
    const followed: Followed = { requestId, session, progress: new AccountInProgress(), id: null, told: '' };
    this.requests.set(requestId, followed);
    const oldest = this.requests.size > REMEMBERED ? this.requests.keys().next().value : undefined;
    if (oldest !== undefined) this.requests.delete(oldest);
    return followed;
  }
}

const PostDataSchema = v.object({ postData: v.string(), base64Encoded: v.optional(v.boolean(), false) });

async function postData(devTools: DevTools, { requestId, session }: Followed): Promise<Buffer> {
  const answer = await devTools.send('Network.getRequestPostData', { requestId }, session);
  const { postData: text, base64Encoded } = v.parse(PostDataSchema, answer);
  return Buffer.from(text, base64Encoded ? 'base64' : 'utf8');
}

/** A call that the browser refused before it was a request. */
function refusedAccount(target: string, { asked, method, url, page }: Observation, refused: Refused): Account {
  const now = epoch(performance.now());
  return {
    ...{ url, method, page, target, asked, resource: 'Fetch', startedAt: now, endedAt: now, outcome: 'blocked' },
    status: null,
    corsError: refused.corsError,
    failedParameter: refused.failedParameter,
    blockedReason: refused.blockedReason,
    errorText: '',
    servedFrom: null,
    cookies: NO_COOKIES,
  };
}
