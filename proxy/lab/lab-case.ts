import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsErrorCode } from '../../shared/cors/cors-error.ts';
import type { Phase } from '../../shared/cors/verdict.ts';
import type { Operation } from '../../shared/fixes/fix.ts';

export const PAGE_HOST = 'app.lab.test';
export const PAGE_ORIGIN = `https://${PAGE_HOST}`;
export const API_HOST = 'api.lab.test';

/** What the page runs: `fetch(url, init)`. */
export interface LabCall {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** How a browser ends the call while nothing is mended. */
export interface LabOutcome {
  readonly outcome: 'allowed' | 'blocked';
  readonly phase: Phase | null;
  readonly code: CorsErrorCode | null;
}

/** What the gateway in front of the app does of its own on a case's route; everything else it passes on. */
export interface GatewayHabit {
  /** Answers in the app's place where it returns true. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Changes the header fields of the app's answer on their way back. */
  readonly amend: (fields: NodeJS.Dict<string | string[]>) => void;
}

/** One fault that is really there, between a real app and a real gateway. */
export interface LabCase {
  /** Kebab-case; also the first part of the call's path. */
  readonly id: string;
  /** `s1` … `s7` of the checklist. */
  readonly scenario: string;
  readonly title: string;
  /** One or two sentences for a person. */
  readonly story: string;
  readonly declared: LabOutcome;
  readonly call: LabCall;
  /** The mend is a suggested fix with at least one of these operations. */
  readonly mendedBy: readonly Operation['op'][];
  readonly app: (request: IncomingMessage, response: ServerResponse) => void;
  /** Null where the gateway only passes on. */
  readonly gateway: GatewayHabit | null;
}

/** A URL of the case's own, so that the gateway and the app know by the path which case is asked for. */
export function caseUrl(id: string, path: string): string {
  return `https://${API_HOST}/${id}/${path}`;
}

/** No answer of the lab may be reused: each run of a case is a run. */
export function answerJson(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
