import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { readBearer } from '../../shared/http/bearer-token.ts';

function bearer(header: unknown, claims: unknown): string {
  const parts = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `Bearer ${parts.join('.')}.c2ln`;
}

const NOTHING = { algorithm: null, issuer: null, audience: [], expires: null, notBefore: null };

describe('a bearer token', () => {
  it.each([
    {
      desc: 'says who made it, for whom, and how long it holds',
      value: bearer({ alg: 'RS256' }, { iss: 'https://auth.lab.test', aud: 'api', exp: 1_900_000_000, nbf: 1 }),
      read: {
        algorithm: 'RS256',
        issuer: 'https://auth.lab.test',
        audience: ['api'],
        expires: 1_900_000_000,
        notBefore: 1,
      },
    },
    {
      desc: 'may name several audiences',
      value: bearer({}, { aud: ['a', 'b'] }),
      read: { ...NOTHING, audience: ['a', 'b'] },
    },
    {
      desc: 'may hold more than ASCII',
      value: bearer({}, { iss: 'Größe 🍵' }),
      read: { ...NOTHING, issuer: 'Größe 🍵' },
    },
    { desc: 'has a scheme in any letter case', value: bearer({}, {}).replace('Bearer', 'bearer'), read: NOTHING },
    {
      desc: 'that has no signature is one all the same',
      value: bearer({ alg: 'none' }, {}).replace('c2ln', ''),
      read: { ...NOTHING, algorithm: 'none' },
    },
    {
      desc: 'says nothing with a claim of another type',
      value: bearer({ alg: 7 }, { iss: {}, aud: [1], exp: '9', nbf: 1e300 }),
      read: NOTHING,
    },
    { desc: 'that is opaque cannot be read', value: 'Bearer 2YotnFZFEjr1zCsicMWpAA', read: null },
    { desc: 'of three parts need not be one', value: 'Bearer a.b.c', read: null },
    { desc: 'is no list', value: bearer({}, []), read: null },
    { desc: 'of bytes that are no text cannot be read', value: 'Bearer e30.__8.c2ln', read: null },
    { desc: 'is not what Basic carries', value: bearer({}, {}).replace('Bearer', 'Basic'), read: null },
  ])('$desc', ({ value, read }) => {
    expect(readBearer(value)).toEqual(read);
  });
});
