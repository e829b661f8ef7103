import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsErrorCode } from '../../shared/cors/cors-error.ts';
import type { Phase } from '../../shared/cors/verdict.ts';
import type { FixDraft } from '../../shared/fixes/fix.ts';
import { API_HOST } from './lab-hosts.ts';
import type { CdnHabit, Handler, ProxyHabit } from './layers/habit.ts';

export type { Handler } from './layers/habit.ts';

/** What the page runs: `fetch(url, init)`. `{run}` in the URL is another number at each run, for what must not be cached. */
export interface LabCall {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly credentials?: RequestCredentialsMode;
    readonly mode?: 'no-cors';
  };
  /** Origin of a frame in the page that makes the call in its stead. */
  readonly from?: string;
}

type RequestCredentialsMode = 'include' | 'omit' | 'same-origin';

/** How a browser ends the judged call while nothing is mended. `not-cors`: no answer ever came. */
export interface LabOutcome {
  readonly outcome: 'allowed' | 'blocked' | 'not-cors';
  readonly phase: Phase | null;
  readonly code: CorsErrorCode | null;
}

/**
 * How the case is mended: by corscope's own first suggestions, one after the other while more is refused; by a fix of the
 * case's own, where what is wrong is nothing that a suggestion may guess; or by no header of an answer at all.
 */
export type LabMending =
  | { readonly by: 'suggestion' }
  | { readonly by: 'fix'; readonly fix: FixDraft; readonly why: string }
  | { readonly by: 'nothing'; readonly why: string };

/** What each layer does otherwise than it should, on the case's routes. */
export interface LabFaults {
  readonly cdn?: CdnHabit;
  readonly gateway?: ProxyHabit;
  readonly proxy?: ProxyHabit;
  readonly app?: Handler;
  readonly auth?: Handler;
}

/** One fault that is really there, in one layer of a shop that is sound otherwise. */
export interface LabCase {
  /** Kebab-case; also the first part of its calls' paths. */
  readonly id: string;
  /** `s1` … `s7` of the checklist. */
  readonly scenario: string;
  readonly title: string;
  /** One or two sentences for a person. */
  readonly story: string;
  readonly declared: LabOutcome;
  /** Checklist rows that its journeys fail. */
  readonly fails: readonly string[];
  /** The finding that comes first, and the layer that it must blame. */
  readonly finding: string;
  readonly layer: string;
  /** Origin of the page that makes the calls; `https://app.lab.test` where it is left away. */
  readonly page?: string;
  /** In this order. What the page is to get, and does not, is the answer of the last. */
  readonly calls: readonly LabCall[];
  /** Index of the call whose journey is judged; the last where it is left away. */
  readonly judged?: number;
  /** What makes the last call good: readable is enough where it is left away. */
  readonly wants?: LabWish;
  readonly mend: LabMending;
  readonly faults: LabFaults;
}

export interface LabWish {
  /** A status under 400. */
  readonly success?: boolean;
  /** A header that the page reads. */
  readonly header?: string;
}

/** A URL of the case's own, so that every layer knows by the path which case is asked for. */
export function caseUrl(id: string, path: string, host = API_HOST): string {
  return `https://${host}/${id}/${path}`;
}

export function get(url: string, init: Partial<LabCall['init']> = {}): LabCall {
  return { url, init: { method: 'GET', headers: {}, ...init } };
}

/** A write with a JSON body, which only a preflight allows. */
export function send(method: string, url: string, value: object, init: Partial<LabCall['init']> = {}): LabCall {
  const headers = { 'Content-Type': 'application/json', ...init.headers };
  return { url, init: { method, ...init, headers, body: JSON.stringify(value) } };
}

/** No answer of the lab may be reused unless a case is about just that: each run of a case is a run. */
export function answerJson(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...(response.hasHeader('Cache-Control') ? {} : { 'Cache-Control': 'no-store' }),
  });
  response.end(body);
}

/** The path without query and the case's own first part. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return url
    .replace(/[?#].*$/s, '')
    .split('/')
    .slice(2)
    .join('/');
}

/** The case's id, as every layer reads it off the path. */
export function caseIdOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  return url.split(/[/?#]/)[1] ?? '';
}
