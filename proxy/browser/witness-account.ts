import type { InferOutput } from 'valibot';
import type { Asked } from '../../shared/trace/asked.ts';
import type { RefusedCookie, Witness } from '../../shared/trace/witness.ts';
import type {
  FailedSchema,
  ReceivedExtraSchema,
  ReceivedSchema,
  SentExtraSchema,
  WillBeSentSchema,
} from './witness-events.ts';

/** An account that has no name in the session yet. */
export type Account = Omit<Witness, 'id'>;

type Cookies = Account['cookies'];

export const NO_COOKIES: Cookies = { sent: [], blocked: [], setBlocked: [] };

/** Where it comes from. */
export interface Asker {
  /** The DevTools protocol's target type. */
  readonly target: string;
  readonly asked: Asked;
  /** Add to the browser's wall clock to get this process's own, which the record is timed with. */
  readonly skew: number;
}

/** One request as far as it has been told. */
export class AccountInProgress {
  private sent: InferOutput<typeof WillBeSentSchema> | null = null;
  private asker: Asker = { target: '', asked: {}, skew: 0 };
  private received: InferOutput<typeof ReceivedSchema> | null = null;
  private failed: InferOutput<typeof FailedSchema> | null = null;
  private fromMemory = false;
  private cookies: Cookies = NO_COOKIES;

  /** Redirects are told as the same request being sent again; one that the browser made itself (HSTS) was never asked for. */
  send(sent: InferOutput<typeof WillBeSentSchema>, asker: Asker): void {
    if (this.sent === null) {
      this.sent = sent;
      this.asker = asker;
    } else if (sent.redirectResponse?.headers['Non-Authoritative-Reason'] !== undefined) {
      this.sent = { ...this.sent, request: sent.request };
    }
  }

  sendExtra({ associatedCookies }: InferOutput<typeof SentExtraSchema>): void {
    const sent = associatedCookies.filter(({ blockedReasons }) => blockedReasons.length === 0);
    const blocked = associatedCookies.filter(({ blockedReasons }) => blockedReasons.length > 0);
    this.cookies = {
      ...this.cookies,
      sent: [...new Set([...this.cookies.sent, ...sent.map(({ cookie }) => cookie.name)])],
      blocked: withCookies(
        this.cookies.blocked,
        blocked.map(({ cookie, blockedReasons }) => ({ name: cookie.name, reasons: blockedReasons })),
      ),
    };
  }

  receive(received: InferOutput<typeof ReceivedSchema>): void {
    this.received = received;
  }

  receiveExtra({ blockedCookies }: InferOutput<typeof ReceivedExtraSchema>): void {
    const refused = blockedCookies.map(({ cookieLine, blockedReasons }) => ({
      name: cookieLine.split(/[=;]/, 1)[0]?.trim() ?? '',
      reasons: blockedReasons,
    }));
    this.cookies = { ...this.cookies, setBlocked: withCookies(this.cookies.setBlocked, refused) };
  }

  /** The request as the page made it; null before it was sent. */
  get request(): { readonly headers: Readonly<Record<string, string>>; readonly hasBody: boolean } | null {
    return this.sent && { headers: this.sent.request.headers, hasBody: this.sent.request.hasPostData };
  }

  /** A script of that name made the request. */
  isBy(script: string): boolean {
    return this.sent?.initiator.stack?.callFrames.some(({ url }) => url === script) === true;
  }

  serveFromMemory(): void {
    this.fromMemory = true;
  }

  fail(failed: InferOutput<typeof FailedSchema>): void {
    this.failed = failed;
  }

  /** Null while the browser has neither an answer nor a refusal. */
  tell(): Account | null {
    const { sent, asker, received, failed } = this;
    const ended = received ?? failed;
    if (sent === null || ended === null) return null;
    const startedAt = sent.wallTime * 1000 + asker.skew;
    return {
      url: sent.request.url,
      method: sent.request.method,
      page: sent.type === 'Document' ? null : sent.documentURL,
      target: asker.target,
      resource: sent.type,
      startedAt: rounded(startedAt),
      endedAt: rounded(startedAt + Math.max(0, ended.timestamp - sent.timestamp) * 1000),
      outcome: this.outcome(),
      status: received?.response.status ?? null,
      corsError: failed?.corsErrorStatus?.corsError ?? null,
      failedParameter: failed?.corsErrorStatus?.failedParameter ?? '',
      blockedReason: failed?.blockedReason ?? null,
      errorText: failed?.errorText ?? '',
      asked: asker.asked,
      servedFrom: this.servedFrom(),
      cookies: this.cookies,
    };
  }

  /** What fails after its head was handed over, such as a body that is cut, was allowed all the same. */
  private outcome(): Account['outcome'] {
    const { received, failed } = this;
    if (failed?.corsErrorStatus || failed?.blockedReason !== undefined) return 'blocked';
    if (received !== null) return 'allowed';
    return /BLOCKED_BY/.test(failed?.errorText ?? '') ? 'blocked' : 'failed';
  }

  private servedFrom(): Account['servedFrom'] {
    if (this.received === null) return null;
    const { fromDiskCache, fromServiceWorker, fromPrefetchCache } = this.received.response;
    // what a service worker hands over counts as its answer, wherever it had it from
    if (fromServiceWorker) return 'service-worker';
    if (fromPrefetchCache) return 'prefetch-cache';
    if (this.fromMemory) return 'memory-cache';
    return fromDiskCache ? 'http-cache' : 'network';
  }
}

function withCookies(before: readonly RefusedCookie[], more: readonly RefusedCookie[]): readonly RefusedCookie[] {
  const byName = new Map([...before, ...more].map(cookie => [cookie.name, cookie]));
  return [...byName.values()];
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
