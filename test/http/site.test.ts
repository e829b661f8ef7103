import { describe, expect, it } from 'vitest';
import { hostOf, isSameSite, siteOf } from '../../shared/http/site.ts';

describe('siteOf', () => {
  it.each([
    ['https://api.shop.co.uk', 'https://shop.co.uk'],
    ['https://a.b.example.com:8443', 'https://example.com'],
    ['https://me.github.io', 'https://me.github.io'],
    ['http://localhost:3000', 'http://localhost'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1'],
    ['http://[::1]:8080', 'http://[::1]'],
    ['https://api.lab.test', 'https://lab.test'],
    ['null', null],
  ])('%s: %s', (origin, site) => {
    expect(siteOf(origin)).toBe(site);
  });
});

describe('isSameSite', () => {
  it.each([
    ['https://app.example.com', 'https://api.example.com:8443', true],
    ['http://app.example.com', 'https://api.example.com', false],
    ['https://a.github.io', 'https://b.github.io', false],
    ['https://a.co.uk', 'https://b.co.uk', false],
    ['http://localhost:3000', 'http://localhost:8080', true],
    ['http://localhost:3000', 'http://127.0.0.1:3000', false],
    ['null', 'null', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(isSameSite(a, b)).toBe(same);
  });
});

describe('hostOf', () => {
  it.each([
    ['https://a.example:8443', 'a.example'],
    ['http://[::1]:8080', '[::1]'],
    ['http://[::1]', '[::1]'],
  ])('%s: %s', (origin, host) => {
    expect(hostOf(origin)).toBe(host);
  });
});
