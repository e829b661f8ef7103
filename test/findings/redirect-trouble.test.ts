import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { failuresOf } from '../../shared/findings/failure.ts';
import { redirectBehind } from '../../shared/findings/redirect-trouble.ts';

function kindOf(asked: string, location: string): string | null {
  const page = asked.startsWith('http:') ? 'http://app.lab.test' : 'https://app.lab.test';
  const journey = journeyOf(`GET ${asked}\nOrigin: ${page}\n\n302 Found\nLocation: ${location}`);
  const [failure] = failuresOf({ journey, verdict: judge(journey) });
  if (failure === undefined) throw new Error('not refused');
  return redirectBehind(failure)?.kind ?? null;
}

describe('redirectBehind', () => {
  it.each([
    { asked: 'https://api.lab.test/orders', location: 'https://login.lab.test/', kind: 'login' },
    { asked: 'https://api.lab.test/orders', location: '/oauth2/start?rd=%2Forders', kind: 'login' },
    { asked: 'https://api.lab.test/orders', location: '/account/sign-in', kind: 'login' },
    { asked: 'https://api.lab.test/orders', location: 'https://team.cloudflareaccess.com/cdn', kind: 'login' },
    { asked: 'https://api.lab.test/auth/refresh', location: 'https://auth.lab.test/login', kind: 'login' },
    { asked: 'http://api.lab.test/orders', location: 'https://auth.lab.test/login', kind: 'login' },
    { asked: 'https://api.lab.test/auth/token', location: '/auth/token/', kind: 'slash' },
    { asked: 'https://api.lab.test/accounts/7', location: '/accounts/7/', kind: 'slash' },
    { asked: 'https://api.lab.test/users/7', location: '/accounts/7', kind: null },
    { asked: 'https://api.lab.test/blog', location: '/authors', kind: null },
    { asked: 'http://api.lab.test/orders?a=1', location: 'https://api.lab.test/orders?a=1', kind: 'https' },
    { asked: 'http://api.lab.test/orders', location: 'https://www.lab.test/orders', kind: null },
    { asked: 'http://api.lab.test:8080/orders', location: 'http://api.lab.test/orders/', kind: 'slash' },
    { asked: 'https://api.lab.test/orders', location: 'https://user:pass@login.lab.test/', kind: null },
    { asked: 'https://api.lab.test/orders', location: 'https://', kind: null },
  ])('$asked to $location: $kind', ({ asked, location, kind }) => {
    expect(kindOf(asked, location)).toBe(kind);
  });
});
