import { createHmac } from 'node:crypto';

const KEY = 'a key for a shop that sells nothing';

/** A bearer token of the lab's identity provider (RFC 7519), HS256, that ends at `exp` (seconds since 1970). */
export function signToken(exp: number): string {
  const claims = { iss: 'https://auth.lab.test', aud: 'https://api.lab.test', sub: 'ada', exp };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encoded).join('.');
  return `${signed}.${createHmac('sha256', KEY).update(signed).digest('base64url')}`;
}

/** Whether the Authorization header holds a token that this lab gave and that has not ended. `now` in seconds. */
export function isValid(authorization: string | undefined, now: number): boolean {
  const token = /^Bearer ([\w-]+\.([\w-]+)\.[\w-]+)$/.exec(authorization ?? '');
  if (token === null) return false;
  const { exp } = JSON.parse(Buffer.from(token[2] ?? '', 'base64url').toString('utf8')) as { exp: number };
  return token[1] === signToken(exp) && exp > now;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
