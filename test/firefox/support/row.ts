import type { CorsErrorCode } from '../../../shared/cors/cors-error.ts';
import type { CredentialsMode, Phase, RedirectMode, Verdict } from '../../../shared/cors/verdict.ts';
import type { HeaderLine } from '../../../shared/http/header-line.ts';

/** Origin of the page that asks. */
export const APP = 'http://app.corscope.test';
/** Where it asks, unless its call says otherwise. */
export const API = 'http://api.corscope.test';
/** Where redirects lead. */
export const OTHER = 'http://other.corscope.test';
/** In an answer's lines, the part of the path that is this run's and this row's own. */
export const PLACE = '{place}';

/** What the page hands to `fetch`. */
export interface Call {
  readonly to?: string;
  readonly method?: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
}

export interface Answer {
  readonly status: number;
  readonly lines: readonly HeaderLine[];
}

/** The answers at one URL: to the preflight, and to the request itself. */
export interface Stop {
  readonly preflight?: Answer;
  readonly reply: Answer;
}

/** corscope's verdict, and what Chromium does: they are one. */
export interface Ending {
  readonly outcome: Verdict['outcome'];
  readonly phase: Phase | null;
  readonly code: CorsErrorCode | null;
}

/** How Firefox departs from the row, declared because a run showed it. */
export interface Departure {
  readonly outcome: 'allowed' | 'blocked';
  /** What corscope says of the messages that Firefox sent; absent where it is the row's own ending. */
  readonly judged?: Ending;
  /** Names of the headers that the page reads; absent where they are those that corscope names. */
  readonly readable?: readonly string[];
  readonly why: string;
}

export interface Row extends Stop {
  readonly desc: string;
  readonly call?: Call;
  /** The answers where the redirect leads. */
  readonly next?: Stop;
  readonly chromium: Ending;
  readonly firefox?: Departure;
}

export const ALLOWED: Ending = { outcome: 'allowed', phase: null, code: null };

export function blocked(phase: Phase, code: CorsErrorCode | null): Ending {
  return { outcome: 'blocked', phase, code };
}

export function answer(status: number, ...lines: readonly HeaderLine[]): Answer {
  return { status, lines };
}

export function allowOrigin(value: string): HeaderLine {
  return ['Access-Control-Allow-Origin', value];
}

export function allowCredentials(value: string): HeaderLine {
  return ['Access-Control-Allow-Credentials', value];
}

export function allowMethods(value: string): HeaderLine {
  return ['Access-Control-Allow-Methods', value];
}

export function allowHeaders(value: string): HeaderLine {
  return ['Access-Control-Allow-Headers', value];
}

/** To the next stop of the same row. */
export function location(origin: string): HeaderLine {
  return ['Location', `${origin}/${PLACE}/1`];
}

/** A reply that no check refuses. */
export const FINE = answer(200, allowOrigin(APP));
/** The same for a request with credentials. */
export const FINE_WITH_CREDENTIALS = answer(200, allowOrigin(APP), allowCredentials('true'));
