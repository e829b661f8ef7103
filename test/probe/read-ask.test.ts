import { describe, expect, it } from 'vitest';
import { isAskProblems, type RawAsk, readAsk } from '../../shared/probe/read-ask.ts';
import { askOf } from './support.ts';

const WRONG: readonly { desc: string; raw: Partial<RawAsk>; names: readonly string[] }[] = [
  { desc: 'a URL without a scheme', raw: { url: 'api.example.com' }, names: ['url'] },
  { desc: 'a URL of another scheme', raw: { url: 'ftp://api.example.com/' }, names: ['url'] },
  {
    desc: 'a URL with a password, which no browser sends',
    raw: { url: 'https://me:pw@api.example.com/' },
    names: ['url'],
  },
  { desc: 'an origin with a slash at its end', raw: { origins: ['https://app.example.com/'] }, names: ['origins'] },
  { desc: 'an origin with its default port', raw: { origins: ['https://app.example.com:443'] }, names: ['origins'] },
  { desc: 'an origin in upper case', raw: { origins: ['https://APP.example.com'] }, names: ['origins'] },
  { desc: 'a host as an origin', raw: { origins: ['app.example.com'] }, names: ['origins'] },
  { desc: 'a method that pages may not use', raw: { methods: ['TRACE'] }, names: ['methods'] },
  { desc: 'no method', raw: { methods: ['GE T'] }, names: ['methods'] },
  { desc: 'a header that browsers set', raw: { headers: ['Host: x'] }, names: ['headers'] },
  { desc: 'a header that would end its line', raw: { headers: ['X-A: b\r\nX-C: d'] }, names: ['headers'] },
  { desc: 'a cookie without credentials', raw: { headers: ['Cookie: sid=1'] }, names: ['headers'] },
  { desc: 'a cookie without a value', raw: { headers: ['Cookie'], credentials: true }, names: ['headers'] },
  { desc: 'an address without a name', raw: { via: ['http://10.0.0.1'] }, names: ['via'] },
  { desc: 'an address with a path', raw: { via: ['app=http://10.0.0.1/api'] }, names: ['via'] },
  { desc: 'two addresses of one name', raw: { via: ['a=http://10.0.0.1', 'a=http://10.0.0.2'] }, names: ['via'] },
  {
    desc: 'several mistakes, all of which are told',
    raw: { url: '', origins: ['x', 'null'], methods: ['TRACE'], headers: ['Host'], via: ['b'] },
    names: ['url', 'origins', 'methods', 'headers', 'via'],
  },
];

describe('what is refused', () => {
  it.each(WRONG)('$desc', ({ raw, names }) => {
    const read = readAsk({ url: 'https://api.example.com/', ...raw });
    expect(isAskProblems(read) && read.map(({ option }) => option)).toEqual(names);
    if (isAskProblems(read))
      for (const { expected } of read) expect(expected).toMatch(/such as|as NAME|different name/);
  });
});

const RIGHT: readonly { desc: string; raw: Partial<RawAsk>; asks: object }[] = [
  {
    desc: 'nothing but a URL: GET, from the API’s own site, at its own address',
    raw: { url: 'https://api.example.com:8443/a#b', origins: [] },
    asks: {
      url: 'https://api.example.com:8443/a',
      origins: ['https://example.com'],
      guessed: true,
      methods: ['GET'],
      rungs: [{ name: 'upstream', address: 'https://api.example.com:8443' }],
    },
  },
  {
    desc: 'the site itself: www',
    raw: { url: 'https://example.com/api', origins: [] },
    asks: { origins: ['https://www.example.com'] },
  },
  {
    desc: 'an address: a developer’s page',
    raw: { url: 'http://127.0.0.1:8080/api', origins: [] },
    asks: { origins: ['http://localhost:3000'] },
  },
  {
    desc: 'a developer’s page asks another',
    raw: { url: 'http://localhost:3000/api', origins: [] },
    asks: { origins: ['http://localhost:5173'] },
  },
  {
    desc: 'methods as fetch normalises them',
    raw: { methods: ['put', 'patch', 'PUT'] },
    asks: { methods: ['PUT', 'patch'] },
  },
  {
    desc: 'origins of apps, and null',
    raw: { origins: ['capacitor://localhost', 'null'] },
    asks: { origins: ['capacitor://localhost', 'null'] },
  },
  {
    desc: 'headers with a value and without',
    raw: { headers: ['X-Tenant', 'X-Version:  2 '] },
    asks: {
      headers: [
        { name: 'X-Tenant', value: null },
        { name: 'X-Version', value: '2' },
      ],
    },
  },
  {
    desc: 'addresses in the order given, plain HTTP where no scheme is',
    raw: { via: ['cdn=https://[2001:db8::1]', 'app=127.0.0.1:3000'] },
    asks: {
      rungs: [
        { name: 'cdn', address: 'https://[2001:db8::1]' },
        { name: 'app', address: 'http://127.0.0.1:3000' },
      ],
    },
  },
];

describe('what is asked', () => {
  it.each(RIGHT)('$desc', ({ raw, asks }) => {
    expect(askOf(raw)).toMatchObject(asks);
  });
});
