import type { Facts } from '../../cors/facts.ts';
import type { ResponseHead } from '../../http/head.ts';
import { combinedValue, firstValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import type { Operation } from '../fix.ts';
import type { Part } from '../suggestion.ts';

/** What one page, asking at one place, needs leave for. */
export interface Asker {
  readonly origin: string;
  readonly mode: Facts['credentials']['mode'];
}

/** Everything that the CORS check looks for, in its order. */
export function originParts(asker: Asker, response: ResponseHead): Part[] {
  if (asker.origin === 'null') return asker.mode === 'include' ? [] : [anyOrigin];
  return asker.mode === 'include' || asker.mode === 'unknown'
    ? [allowOrigin(asker.origin, response), allowCredentials(asker)]
    : [allowOrigin(asker.origin, response)];
}

/** The same for a preflight, with what it asks leave for; `received` is the preflight, or the request itself. */
export function preflightParts(asker: Asker, response: ResponseHead, preflight: Exchange): Part[] {
  const question = preflightQuestion(preflight);
  if (question === null) return originParts(asker, response);
  return [...originParts(asker, response), allowMethod(question.method), allowHeaders(preflight)];
}

export function allowOrigin(origin: string, response: ResponseHead): Part {
  const set: Operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' };
  return {
    title: `Allow ${origin}`,
    also: ` and allow ${origin}`,
    operations: [set, ...varyOrigin(response)],
    why: `Sends \`Access-Control-Allow-Origin: ${origin}\` and adds \`Vary: Origin\`.`,
  };
}

/** A page without an origin of its own cannot be named; and where no credentials go along, it need not be. */
const anyOrigin: Part = {
  title: 'Allow every page, without credentials',
  also: ' and allow every page, without credentials',
  operations: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
  why: 'Sends `Access-Control-Allow-Origin: *`, because the request’s origin is `null`, which must not be allowed by name, and the request has no credentials. Every page on the web can then read this response.',
};

export function allowCredentials({ origin, mode }: Asker): Part {
  return {
    title: `Allow credentials for ${origin}`,
    also: mode === 'include' ? ' with credentials' : ', with or without credentials',
    operations: [{ op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' }],
    why: `Sends \`Access-Control-Allow-Credentials: true\`: scripts on \`${origin}\` can then read what the user’s cookies give access to.`,
  };
}

function allowMethod(method: string): Part {
  return {
    title: `Allow ${method}`,
    also: ` and allow ${method}`,
    operations: [{ op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' }],
    why: `Lists the requested method, \`${method}\`, in Access-Control-Allow-Methods.`,
  };
}

function allowHeaders({ received }: Exchange): Part {
  const names = firstValue(received.lines, 'Access-Control-Request-Headers') ?? '';
  return {
    title: 'Allow the request headers',
    also: ' and allow the request headers',
    operations: [{ op: 'set', header: 'Access-Control-Allow-Headers', value: '{request-headers}' }],
    why: `Lists what the preflight asks for, \`${names}\`, in Access-Control-Allow-Headers.`,
  };
}

/** The server answers OPTIONS, and with headers that would do. */
export function preflightStatus({ status }: ResponseHead): Part {
  return {
    title: 'Answer the preflight with 204',
    also: ' with 204',
    operations: [{ op: 'status', value: 204 }],
    why: `Changes status ${status} to 204: a preflight needs a status from 200 to 299.`,
  };
}

/** An answer that names the asking origin must not be reused for another (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches). */
function varyOrigin({ lines }: ResponseHead): Operation[] {
  const varies = listElements(combinedValue(lines, 'Vary') ?? '').map(name => name.toLowerCase());
  return varies.includes('origin') || varies.includes('*') ? [] : [{ op: 'add', header: 'Vary', value: 'Origin' }];
}
