import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_ORIGIN } from '../lab-hosts.ts';

/** What the app says to browsers, as an app's CORS middleware is told it. */
export interface CorsPolicy {
  /** The value of Access-Control-Allow-Origin for a request of that origin; null: none is sent. */
  readonly allow: (origin: string | undefined) => string | null;
  readonly credentials: string | null;
  readonly methods: string;
  readonly headers: string;
  readonly exposed: string | null;
  readonly vary: boolean;
  /** Whether answers with an error status carry the headers as well. */
  readonly onErrors: boolean;
}

/** As it should be: one page is allowed, by name, with credentials, on every answer. */
export const SOUND: CorsPolicy = {
  allow: origin => (origin === PAGE_ORIGIN ? origin : null),
  credentials: 'true',
  methods: 'GET, POST, PUT, PATCH, DELETE',
  headers: 'Authorization, Content-Type, X-Tenant, X-Requested-With',
  exposed: 'X-Total-Count',
  vary: true,
  onErrors: true,
};

/** The header fields of an answer with that status. */
export function corsFields(policy: CorsPolicy, { headers }: IncomingMessage, status: number): Record<string, string> {
  const vary = policy.vary ? { Vary: 'Origin' } : {};
  const origin = policy.allow(headers.origin);
  if (origin === null || (status >= 400 && !policy.onErrors)) return vary;
  return {
    'Access-Control-Allow-Origin': origin,
    ...(policy.credentials === null ? {} : { 'Access-Control-Allow-Credentials': policy.credentials }),
    ...(policy.exposed === null ? {} : { 'Access-Control-Expose-Headers': policy.exposed }),
    ...vary,
  };
}

/** Answers a preflight as the policy has it. */
export function answerPreflight(policy: CorsPolicy, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...corsFields(policy, request, 204),
    'Access-Control-Allow-Methods': policy.methods,
    'Access-Control-Allow-Headers': policy.headers,
  });
  response.end();
}
