import { randomUUID } from 'node:crypto';
import { originOf, parseUrl } from '../../shared/http/url.ts';
import type { Asked } from '../../shared/trace/asked.ts';
import { findDocument, type OpenDocument } from './document.ts';
import { clearCaches } from './watched-browsers.ts';
import type { WatchedBrowser } from './witness.ts';

/** A request as the page makes it. */
export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
  readonly asked: Asked;
  /** The document's address; null: any document of that origin will do. */
  readonly page: string | null;
  readonly origin: string;
}

/** What the page itself got to know. */
export type PageWord = { readonly status: number; readonly type: string } | { readonly error: string };

export interface Tried {
  readonly word: PageWord;
  /** Names the script that made the request: see `WatchedBrowser.accountBy`. */
  readonly script: string;
  readonly browser: WatchedBrowser;
}

/** How long the page waits for the answer. */
const ANSWER_MS = 30_000;

/** Makes the request again in the page that made it; null where no watched browser has that page open any more. */
export async function tryAgain(request: PageRequest, browsers: readonly WatchedBrowser[]): Promise<Tried | null> {
  for (const browser of browsers) {
    const document = await findDocument(browser.devTools, url => isItsPage(url, request)).catch(() => null);
    if (document === null) continue;
    await clearCaches(browser);
    const script = `corscope-try-again-${randomUUID()}`;
    const word = await ask(document, request, script);
    return { word, script, browser };
  }
  return null;
}

function isItsPage(url: string, { page, origin }: PageRequest): boolean {
  if (page !== null) return url === page.replace(/#.*$/s, '');
  const parsed = parseUrl(url);
  return parsed !== null && originOf(parsed) === origin;
}

async function ask(document: OpenDocument, request: PageRequest, script: string): Promise<PageWord> {
  try {
    return (await document.evaluate(`${expressionOf(request)}\n//# sourceURL=${script}`)) as PageWord;
  } finally {
    await document.leave();
  }
}

/** The body is not waited for: it may never end. Reading it keeps the connection from being held up. */
function expressionOf({ url, method, headers, body, asked }: PageRequest): string {
  const { credentials = 'same-origin', mode = 'cors', redirect = 'follow' } = asked;
  const init = { method, headers, credentials, mode, redirect };
  const bytes = body === null ? 'undefined' : bytesOf(body);
  return `fetch(${JSON.stringify(url)}, { ...${JSON.stringify(init)}, body: ${bytes}, signal: AbortSignal.timeout(${ANSWER_MS}) }).then(
    answer => {
      answer.arrayBuffer().catch(() => undefined);
      return { status: answer.status, type: answer.type };
    },
    error => ({ error: String(error) }),
  )`;
}

function bytesOf(body: Buffer): string {
  return `Uint8Array.from(atob(${JSON.stringify(body.toString('base64'))}), char => char.charCodeAt(0))`;
}
