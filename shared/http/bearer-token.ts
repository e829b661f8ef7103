import { jwtDecode } from 'jwt-decode';
import { firstValue, type HeaderLine } from './header-line.ts';

/** What a JSON Web Token says of itself (RFC 7519 §4.1, RFC 7515 §4.1.1). Nothing is verified; the token goes nowhere. */
export interface TokenClaims {
  /** The signature's algorithm, such as `RS256`; `none` for a token without a signature. */
  readonly algorithm: string | null;
  readonly issuer: string | null;
  readonly audience: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | null;
  readonly validFrom: number | null;
}

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1), empty where none follows; null where another scheme stands there, or nothing. */
export function bearerToken(lines: readonly HeaderLine[]): string | null {
  const match = /^bearer(?:[ \t]+(.*))?$/is.exec(firstValue(lines, 'authorization') ?? '');
  return match === null ? null : (match[1] ?? '').trim();
}

/** Null where it is no signed JSON Web Token: an opaque one, or one that is encrypted. */
export function tokenClaims(token: string): TokenClaims | null {
  const header = decoded(token, true);
  const payload = decoded(token, false);
  if (header === null || payload === null) return null;
  return {
    algorithm: textOf(header['alg']),
    issuer: textOf(payload['iss']),
    audience: [payload['aud']].flat().filter(value => typeof value === 'string'),
    expiresAt: millisecondsOf(payload['exp']),
    validFrom: millisecondsOf(payload['nbf']),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function decoded(token: string, header: boolean): Fields | null {
  try {
    const value: unknown = header ? jwtDecode<unknown>(token, { header }) : jwtDecode<unknown>(token);
    return isFields(value) ? value : null;
  } catch {
    // jwtDecode throws InvalidTokenError for whatever is no token
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The latest time that a date can be: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LATEST = 8.64e15;

/** A NumericDate is in seconds, and may have a fraction. */
function millisecondsOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value * 1000) <= LATEST ? value * 1000 : null;
}
