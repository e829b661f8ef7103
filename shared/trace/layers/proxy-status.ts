import type { Answer } from './answer.ts';
import type { Candidate } from './generator.ts';
import { hopsIn, type NamedHop } from './named-hops.ts';
import { proof, sign } from './signature.ts';
import { SIGNATURES } from './signatures/index.ts';

/** Error types that only an intermediary's own answer has: https://www.rfc-editor.org/rfc/rfc9209#section-2.3 */
const OWN_ANSWERS = new Set([
  'dns_timeout',
  'dns_error',
  'destination_not_found',
  'destination_unavailable',
  'destination_ip_prohibited',
  'destination_ip_unroutable',
  'connection_refused',
  'connection_timeout',
  'connection_limit_reached',
  'tls_certificate_error',
  'http_request_error',
  'http_request_denied',
  'http_upgrade_failed',
  'proxy_internal_response',
  'proxy_internal_error',
  'proxy_configuration_error',
  'proxy_loop_detected',
]);

const OWN = proof('documented', () => null, '{} says that it responded itself');
const FAILED = sign('documented', () => null, '{} says that it got no complete response from the next hop');

/**
 * The intermediary that says in Proxy-Status that it answered for want of an upstream's answer: the nearest to the app.
 * The other types of error may also befall an answer that is under way, but then stand in its trailers, not in a 502 or 504.
 */
export function refusingProxy(answer: Answer): Candidate | null {
  const failed = hopsIn(answer, 'Proxy-Status').findLast(({ parameters }) => parameters.has('error'));
  if (failed === undefined) return null;
  const own = OWN_ANSWERS.has(failed.parameters.get('error') ?? '');
  if (!own && answer.head.status !== 502 && answer.head.status !== 504) return null;
  const seen = { lines: [{ head: 'returned' as const, index: failed.index }], words: [] };
  return { ...whoseName(failed), marks: [{ mark: own ? OWN : FAILED, seen }] };
}

function whoseName({ name }: NamedHop): Omit<Candidate, 'marks'> {
  const signature = SIGNATURES.find(({ alias }) => alias?.test(name) === true);
  return signature ?? { product: 'intermediary', name, role: 'intermediary' };
}
