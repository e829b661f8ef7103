import { describe, expect, it } from 'vitest';
import type { CookieConclusion } from '../../shared/cors/cookies/cookie-conclusion.ts';
import { cookieConclusions } from '../../shared/cors/cookies/cookie-conclusions.ts';
import { journeyOf } from '../../shared/findings/examples.ts';

const NAVIGATION = 'Sec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nSec-Fetch-Site: none';
const HTTP_NAVIGATION = 'Upgrade-Insecure-Requests: 1';
const FETCH = 'Origin: https://page.test\nSec-Fetch-Mode: cors\nSec-Fetch-Site: cross-site';

function firstOf(url: string, headers: string, setCookie: string): CookieConclusion {
  const journey = journeyOf(
    `GET ${url}\n${headers}\n\n200 OK\nDate: Sun, 22 Nov 2026 10:00:00 GMT\nSet-Cookie: ${setCookie}`,
  );
  const [conclusion] = cookieConclusions(journey);
  if (conclusion === undefined) throw new Error('no conclusion');
  return conclusion;
}

/** With a cookie in the request, which proves credentials, and no word on third-party cookies. */
function beside(url: string, line: string): CookieConclusion {
  const journey = journeyOf(`GET ${url}\n${FETCH}\nCookie: a=b\n\n200 OK\nSet-Cookie: ${line}`);
  const conclusion = cookieConclusions(journey).at(-1);
  if (conclusion === undefined) throw new Error('no conclusion');
  return conclusion;
}

function ending({ result, reasons, dependsOn }: CookieConclusion): string {
  return [result, ...reasons, ...dependsOn].join(' ');
}

/** Each measured with Chromium 156 on `http://localhost`, which it trusts, and on two other http hosts, which it does not. */
describe('a cookie that a page’s own navigation sets', () => {
  it.each([
    ['plain=1', 'stored', 'stored'],
    ['p=1; SameSite=None', 'not-stored SameSiteNoneInsecure', 'not-stored SameSiteNoneInsecure'],
    ['p=1; SameSite=None; Secure', 'stored', 'not-stored SecureOnly'],
    ['p=1; SameSite=Bogus', 'stored', 'stored'],
    ['__Host-a=1; Path=/', 'not-stored InvalidPrefix', 'not-stored InvalidPrefix'],
    ['__Host-b=1; Secure; Path=/', 'stored', 'not-stored InvalidPrefix'],
    ['__Host-c=1; Secure; Path=/x', 'not-stored InvalidPrefix', 'not-stored InvalidPrefix'],
    [
      '__Host-d=1; Secure; Path=/; Domain=localhost',
      'not-stored InvalidPrefix',
      'not-stored InvalidDomain InvalidPrefix',
    ],
    ['__secure-a=1', 'not-stored InvalidPrefix', 'not-stored InvalidPrefix'],
    ['__Secure-c=1; Secure', 'stored', 'not-stored InvalidPrefix'],
    ['__Http-a=1; Secure', 'not-stored InvalidPrefix', 'not-stored InvalidPrefix'],
    ['__Http-b=1; Secure; HttpOnly', 'stored', 'not-stored InvalidPrefix'],
    ['__Host-Http-a=1; Secure; Path=/; HttpOnly', 'stored', 'not-stored InvalidPrefix'],
    ['__HttpX-a=1', 'stored', 'stored'],
    ['=__Host-y=1', 'not-stored InvalidPrefix', 'not-stored InvalidPrefix'],
    ['p=1; Partitioned', 'not-stored partitioned-insecure', 'not-stored partitioned-insecure'],
    ['p=1; Secure; Partitioned', 'stored', 'not-stored SecureOnly'],
    ['d=1; Domain=example.com', 'not-stored InvalidDomain', 'stored'],
    ['d=1; Domain=com', 'not-stored InvalidDomain', 'not-stored InvalidDomain'],
    ['d=1; Domain=.localhost', 'stored', 'not-stored InvalidDomain'],
    ['d=1; Domain=', 'stored', 'stored'],
    [`b=${'x'.repeat(4090)}`, 'stored', 'stored'],
    [`big=${'x'.repeat(4094)}`, 'not-stored NameValuePairExceedsMaxSize', 'not-stored NameValuePairExceedsMaxSize'],
    ['attr=1; Path=/', 'stored', 'stored'],
    ['; Secure', 'not-stored NoCookieContent', 'not-stored NoCookieContent'],
    ['', 'not-stored NoCookieContent', 'not-stored NoCookieContent'],
    ['tab=a\tb', 'not-stored DisallowedCharacter', 'not-stored DisallowedCharacter'],
    ['ctl=a\u0001b', 'not-stored DisallowedCharacter', 'not-stored DisallowedCharacter'],
    ['justvalue', 'stored', 'stored'],
    ['q="a b"', 'stored', 'stored'],
    ['s=a,b', 'stored', 'stored'],
    ['old=1; Max-Age=0', 'not-stored expired', 'not-stored expired'],
    ['old=1; Expires=Sun, 22 Nov 2026 09:59:59 GMT', 'not-stored expired', 'not-stored expired'],
    ['new=1; Expires=Sun, 22 Nov 2026 10:00:01 GMT', 'stored', 'stored'],
    ['new=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'stored', 'stored'],
  ])('%s: %s at localhost, %s elsewhere', (line, trusted, plain) => {
    expect(ending(firstOf('http://localhost:8080/set', NAVIGATION, line))).toBe(trusted);
    expect(ending(firstOf('http://app.example.com/set', HTTP_NAVIGATION, line))).toBe(plain);
  });

  it.each([
    ['https://foo.github.io/', 'github.io', 'not-stored InvalidDomain'],
    ['https://foo.github.io/', 'foo.github.io', 'stored'],
    ['https://a.shop.co.uk/', 'co.uk', 'not-stored InvalidDomain'],
    ['https://a.shop.co.uk/', 'shop.co.uk', 'stored'],
    ['https://a.shop.co.uk/', 'other.co.uk', 'not-stored InvalidDomain'],
    ['https://10.0.0.1/', '0.0.1', 'not-stored InvalidDomain'],
  ])('%s sets Domain=%s: %s', (url, domain, expected) => {
    expect(ending(firstOf(url, NAVIGATION, `d=1; Domain=${domain}`))).toBe(expected);
  });
});

/** Each measured with Chromium 156: third-party cookies allowed, blocked, and, for targets that say nothing, not known. */
describe('a cookie that another site’s answer sets', () => {
  const unknown = 'depends third-party-cookies';
  it.each([
    ['un=1', 'not-stored SchemefulSameSiteUnspecifiedTreatedAsLax', 'not-stored UserPreferences'],
    ['lax=1; SameSite=Lax', 'not-stored SchemefulSameSiteLax', 'not-stored UserPreferences'],
    ['strict=1; SameSite=Strict', 'not-stored SchemefulSameSiteStrict', 'not-stored UserPreferences'],
    ['none=1; SameSite=None; Secure', 'stored', 'not-stored UserPreferences', unknown],
    ['none=1; SameSite=None', 'not-stored SameSiteNoneInsecure', 'not-stored UserPreferences'],
    ['part=1; SameSite=None; Secure; Partitioned', 'stored', 'stored'],
    [
      'part=1; Secure; Partitioned',
      'not-stored SchemefulSameSiteUnspecifiedTreatedAsLax',
      'not-stored SchemefulSameSiteUnspecifiedTreatedAsLax',
    ],
    ['old=1; SameSite=Lax; Secure; Max-Age=0', 'not-stored SchemefulSameSiteLax', 'not-stored UserPreferences'],
    ['p=1; SameSite=None; Secure; Path=/elsewhere', 'stored', 'not-stored UserPreferences', unknown],
  ])('%s: %s where allowed, %s where blocked', (line, allowed, blocked, open = allowed) => {
    const url = 'https://api.example.com/set';
    expect(ending(firstOf(url, `${FETCH}\nSec-Fetch-Storage-Access: active`, line))).toBe(allowed);
    expect(ending(firstOf(url, `${FETCH}\nSec-Fetch-Storage-Access: none`, line))).toBe(blocked);
    expect(ending(beside(url, line))).toBe(open);
  });

  it('is not stored without credentials, and it depends where nobody says', () => {
    const line = 'n=1; SameSite=None; Secure';
    const url = 'https://api.example.com/set';
    expect(ending(firstOf(url, `${FETCH}\nUser-Agent: Chrome/156`, line))).toBe('not-stored credentials-mode');
    expect(ending(firstOf(url, FETCH, line))).toBe('depends credentials third-party-cookies');
    expect(ending(firstOf('http://api.example.com/set', 'Origin: http://page.test', 'a=1'))).toBe(
      'not-stored SchemefulSameSiteUnspecifiedTreatedAsLax',
    );
    expect(ending(firstOf(url, '', line))).toBe('depends credentials page-site');
  });
});

describe('cookieConclusions', () => {
  it('follows a cookie through a redirect, page and target deciding and not the hosts between', () => {
    const origin = 'Origin: https://app.shop.test';
    const journey = journeyOf(
      `GET https://login.shop.test/start
      ${origin}
      Sec-Fetch-Site: same-site
      Sec-Fetch-Mode: cors
      Cookie: visited=1

      302 Found
      Location: https://api.shop.test/me
      Access-Control-Allow-Origin: https://app.shop.test
      Access-Control-Allow-Credentials: true
      Set-Cookie: sid=1; Domain=shop.test
      Set-Cookie: login=1
      Set-Cookie: deep=1; Domain=shop.test; Path=/admin`,
      `GET https://api.shop.test/me
      Origin: null
      Sec-Fetch-Site: cross-site
      Sec-Fetch-Mode: cors
      Cookie: sid=1

      200 OK`,
    );
    expect(cookieConclusions(journey).map(one => [one.exchange, one.name, ending(one)])).toEqual([
      ['e1', 'visited', 'sent'],
      ['e1', 'sid', 'stored'],
      ['e1', 'login', 'stored'],
      ['e1', 'deep', 'stored'],
      ['e2', 'sid', 'sent'],
      ['e2', 'login', 'not-sent DomainMismatch'],
      ['e2', 'deep', 'not-sent NotOnPath'],
    ]);
  });

  it('points at the line and speaks in a sentence', () => {
    const url = 'https://api.example.com/set';
    expect(firstOf(url, `${FETCH}\nSec-Fetch-Storage-Access: active`, 'sid=1; SameSite=Lax')).toMatchObject({
      line: { exchange: 'e1', head: 'delivered', index: 1 },
      sentence:
        'The browser does not store the cookie `sid` of `api.example.com`: `SameSite=Lax` withholds it from requests that a script on another site makes.',
    });
  });

  it('does not let a preflight’s answer set anything', () => {
    const journey = journeyOf(`
      OPTIONS https://api.example.com/set
      Origin: https://app.example.com
      Access-Control-Request-Method: PUT

      204 No Content
      Set-Cookie: lb=1; Secure`);
    expect(cookieConclusions(journey).map(ending)).toEqual(['not-stored credentials-mode']);
  });

  it('never throws, whatever stands in the line', () => {
    for (const odd of [
      '=;=',
      'a=1; Domain=%%%',
      'a=1; Domain=[::',
      'a=1; Expires=Foo; Max-Age=99999999999999999999',
      'é=é; Path=\\',
      'a=1; Domain=xn--',
    ]) {
      expect(firstOf('https://[::1]:8080/', NAVIGATION, odd).sentence).toMatch(/\.$/);
    }
  });
});
