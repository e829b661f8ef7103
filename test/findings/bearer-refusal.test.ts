import { describe, expect, it } from 'vitest';
import { bearerRefusal } from '../../shared/findings/bearer-refusal.ts';
import { exchangeOf } from '../../shared/findings/examples.ts';
import { tokenInvalid } from '../../shared/findings/rules/token-invalid.ts';
import { tokenClaims } from '../../shared/http/bearer-token.ts';

/** exchangeOf's first exchange starts then. */
const SENT = Date.UTC(2026, 0, 31, 10) + 100;

function tokenOf(header: unknown, payload: unknown): string {
  return `${[header, payload].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.c2ln`;
}

function refusalOf(token: string, answer: string) {
  return bearerRefusal(
    exchangeOf(`GET https://api.lab.test/me\nOrigin: https://app.lab.test\nAuthorization: ${token}\n\n${answer}`, 1),
  );
}

describe('tokenClaims', () => {
  it.each([
    {
      desc: 'the usual claims',
      token: tokenOf({ alg: 'RS256' }, { iss: 'https://auth.test', aud: ['a', 'b'], exp: 10, nbf: 5.5 }),
      claims: {
        algorithm: 'RS256',
        issuer: 'https://auth.test',
        audience: ['a', 'b'],
        expiresAt: 10_000,
        validFrom: 5_500,
      },
    },
    {
      desc: 'none of them',
      token: tokenOf({}, {}),
      claims: { algorithm: null, issuer: null, audience: [], expiresAt: null, validFrom: null },
    },
    {
      desc: 'claims of other types, and a date that no date can be',
      token: tokenOf({ alg: 7 }, { iss: ['x'], aud: { a: 1 }, exp: 'soon', nbf: 1e300 }),
      claims: { algorithm: null, issuer: null, audience: [], expiresAt: null, validFrom: null },
    },
    { desc: 'no JSON object', token: tokenOf('RS256', null), claims: null },
    { desc: 'an encrypted token of five parts', token: 'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', claims: null },
    { desc: 'an opaque token', token: '2YotnFZFEjr1zCsicMWpAA', claims: null },
  ])('$desc', ({ token, claims }) => {
    expect(tokenClaims(token)).toEqual(claims);
  });
});

describe('bearerRefusal', () => {
  const at = (seconds: number) => tokenOf({ alg: 'RS256' }, { exp: SENT / 1000 + seconds });
  it.each([
    { desc: 'expired at the moment at which it was sent', token: `Bearer ${at(0)}`, answer: '401', trouble: 'expired' },
    { desc: 'a tenth of a second before the end', token: `Bearer ${at(0.1)}`, answer: '401', trouble: 'unknown' },
    {
      desc: 'not valid yet',
      token: `Bearer ${tokenOf({ alg: 'RS256' }, { nbf: SENT / 1000 + 60 })}`,
      answer: '401',
      trouble: 'early',
    },
    { desc: 'unsigned', token: `Bearer ${tokenOf({ alg: 'None' }, {})}`, answer: '401', trouble: 'unsigned' },
    { desc: 'a token for something else', token: `Bearer ${at(60)}`, answer: '403', trouble: 'rights' },
    {
      desc: '403, and the server says that the token is at fault',
      token: `Bearer ${at(60)}`,
      answer: '403\nWWW-Authenticate: Bearer error="invalid_token"',
      trouble: 'unknown',
    },
    { desc: 'the scheme alone, in capitals', token: 'BEARER', answer: '401', trouble: 'absent' },
    { desc: 'an object for a token', token: 'Bearer [object Object]', answer: '401', trouble: 'absent' },
    {
      desc: 'the server’s word beside a 400',
      token: 'Bearer abc',
      answer: '400\nWWW-Authenticate: Bearer realm="a", error=invalid_request',
      trouble: 'unknown',
    },
  ])('$desc: $trouble', ({ token, answer, trouble }) => {
    expect(refusalOf(token, answer)?.trouble).toBe(trouble);
  });

  it.each([
    { desc: 'another scheme', token: 'Basic YTpi', answer: '401' },
    { desc: 'an answer that takes the token', token: `Bearer ${at(-60)}`, answer: '200' },
    { desc: 'no answer', token: `Bearer ${at(-60)}`, answer: 'refused' },
  ])('has nothing to say of $desc', ({ token, answer }) => {
    expect(refusalOf(token, answer)).toBeNull();
  });
});

describe('token-invalid', () => {
  it('shows neither the token nor who it is of, and keeps backticks out of what it shows', () => {
    const token = tokenOf({ alg: 'RS256' }, { iss: 'a`b\nc', sub: 'ada@lab.test', exp: SENT / 1000 - 300 });
    const refusal = refusalOf(`Bearer ${token}`, '401');
    if (refusal === null) throw new Error('not refused');
    const { seen, why, change } = tokenInvalid.explain({ layer: 'browser', evidence: [], values: refusal });
    for (const part of [...token.split('.'), 'ada@lab.test']) expect(`${seen}${why}${change}`).not.toContain(part);
    expect(seen).toContain('the issuer `a b c`');
    expect(seen).toContain('5 min before it was sent');
  });
});
