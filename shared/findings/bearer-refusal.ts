import { bearerToken, type TokenClaims, tokenClaims } from '../http/bearer-token.ts';
import { combinedValue } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';

/** An answer that refuses a bearer token. */
export interface BearerRefusal {
  readonly exchange: Exchange;
  readonly status: number;
  /** The server's own word for it (RFC 6750 §3.1), such as `invalid_token`; null where it gives none. */
  readonly word: string | null;
  /** Null for a token that is no readable JSON Web Token. */
  readonly claims: TokenClaims | null;
  readonly trouble: TokenTrouble;
}

/**
 * What is wrong with it as far as the token itself tells. `absent`: no token stands there, or JavaScript's word for a
 * missing value. `unsigned`: the algorithm is `none`. `rights`: the server takes it, and it does not reach this far.
 * `unknown`: only who checks it can know.
 */
export type TokenTrouble = 'absent' | 'expired' | 'early' | 'unsigned' | 'rights' | 'unknown';

/** Null where no bearer token was sent, or the answer does not say that it was refused. */
export function bearerRefusal(exchange: Exchange): BearerRefusal | null {
  const token = bearerToken(exchange.received.lines);
  const { delivered } = exchange;
  if (token === null || delivered === null) return null;
  const challenge = combinedValue(delivered.lines, 'www-authenticate') ?? '';
  const word = /\berror\s*=\s*"?([a-z_]+)/i.exec(challenge)?.[1] ?? null;
  const { status } = delivered;
  const claims = tokenClaims(token);
  // 403 without a word may be anything: a firewall, a CSRF check
  const refused = status === 401 || (status === 403 && claims !== null) || word !== null;
  if (!refused) return null;
  return { exchange, status, word, claims, trouble: troubleOf(token, claims, exchange.startedAt, { status, word }) };
}

function troubleOf(
  token: string,
  claims: TokenClaims | null,
  sentAt: number,
  { status, word }: Pick<BearerRefusal, 'status' | 'word'>,
): TokenTrouble {
  if (/^(?:|undefined|null|nan|\[object object\])$/i.test(token)) return 'absent';
  if (claims !== null && (claims.expiresAt ?? Number.POSITIVE_INFINITY) <= sentAt) return 'expired';
  if (claims !== null && (claims.validFrom ?? 0) > sentAt) return 'early';
  if (claims?.algorithm?.toLowerCase() === 'none') return 'unsigned';
  return word === 'insufficient_scope' || (status === 403 && word !== 'invalid_token') ? 'rights' : 'unknown';
}
