/** What a JSON Web Token says of itself (RFC 7519); null where it does not say so. The signature is nobody's here. */
export interface TokenClaims {
  /** The header's `alg` (RFC 7515 §4.1.1). */
  readonly algorithm: string | null;
  readonly issuer: string | null;
  readonly audience: readonly string[];
  /** Seconds since 1970. */
  readonly expires: number | null;
  readonly notBefore: number | null;
}

/** Reads the token of an Authorization value such as `Bearer eyJ…`; null where it holds none that can be read. */
export function readBearer(authorization: string): TokenClaims | null {
  const [, head, body] = /^bearer +([\w-]+)\.([\w-]+)\.[\w-]*$/i.exec(authorization.trim()) ?? [];
  const header = objectIn(head ?? '');
  const claims = objectIn(body ?? '');
  if (header === null || claims === null) return null;
  return {
    algorithm: textOf(header['alg']),
    issuer: textOf(claims['iss']),
    audience: [claims['aud']].flat().filter(each => typeof each === 'string'),
    expires: secondsOf(claims['exp']),
    notBefore: secondsOf(claims['nbf']),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Those that no Date can hold say nothing. */
function secondsOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < 8.64e12 ? value : null;
}

function objectIn(base64url: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(decoded(base64url));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64url (RFC 4648 §5) of UTF-8. @throws URIError where the bytes are none */
function decoded(text: string): string {
  let bits = 0;
  let held = 0;
  let bytes = '';
  for (const char of text) {
    held = ((held << 6) | ALPHABET.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  return decodeURIComponent(bytes);
}
