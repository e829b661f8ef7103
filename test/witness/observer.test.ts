import { describe, expect, test } from 'vitest';
import { CHROMIUM } from '../browser/chromium.ts';
import { API, APP } from './support/site.ts';
import { openBench } from './support/watched.ts';

/** What a page can find out about the functions that are looked at; each is a promise or a value that JSON can hold. */
const QUESTIONS: readonly { readonly desc: string; readonly ask: string }[] = [
  { desc: 'source text', ask: `[fetch, XMLHttpRequest.prototype.send, Function.prototype.toString].map(String)` },
  {
    desc: 'source text by way of another function',
    ask: `[Function.prototype.toString.call(fetch), Function.prototype.toString.toString(), fetch.toString.toString()]`,
  },
  { desc: 'source text of what is no function', ask: `thrown(() => Function.prototype.toString.call({}))` },
  { desc: 'source text of the page’s own', ask: `[String(() => 1), String(class A {}), String(URL)]` },
  {
    desc: 'names and lengths',
    ask: `[fetch, XMLHttpRequest.prototype.send, Function.prototype.toString].map(f => [f.name, f.length])`,
  },
  {
    desc: 'property descriptors',
    ask: `[described(window, 'fetch'), described(XMLHttpRequest.prototype, 'send'), described(Function.prototype, 'toString')]`,
  },
  {
    desc: 'own properties',
    ask: `[Reflect.ownKeys(fetch), Reflect.ownKeys(XMLHttpRequest.prototype.send)].map(keys => keys.map(String))`,
  },
  {
    desc: 'prototypes',
    ask: `[Object.getPrototypeOf(fetch) === Function.prototype, typeof fetch, fetch instanceof Function]`,
  },
  { desc: 'globals', ask: `Object.getOwnPropertyNames(window).filter(name => /corscope/i.test(name))` },
  {
    desc: 'order of the globals',
    ask: `Object.getOwnPropertyNames(window).indexOf('fetch') - Object.getOwnPropertyNames(window).indexOf('find')`,
  },
  { desc: 'fetch is no constructor', ask: `thrown(() => new fetch('/page'))` },
  { desc: 'fetch without arguments', ask: `rejected(fetch())` },
  { desc: 'fetch of no URL', ask: `rejected(fetch('http://'))` },
  { desc: 'fetch with a wrong mode', ask: `rejected(fetch('/page', { mode: 'wrong' }))` },
  { desc: 'fetch with an init that is no object', ask: `rejected(fetch('/page', 1))` },
  { desc: 'fetch on a foreign receiver', ask: `rejected(fetch.call({}, '/page'))` },
  {
    desc: 'fetch’s promise',
    ask: `(() => { const promise = fetch('/page'); return [promise instanceof Promise, Object.prototype.toString.call(promise)]; })()`,
  },
  {
    desc: 'an answer',
    ask: `fetch('${API}/open').then(async answer => [answer.status, answer.type, answer.url, await answer.text()])`,
  },
  { desc: 'a network error', ask: `rejected(fetch('${API}/none'))` },
  {
    desc: 'an abort',
    ask: `(() => { const stop = new AbortController(); const sent = fetch('/page', { signal: stop.signal }); stop.abort(); return rejected(sent); })()`,
  },
  {
    desc: 'a Request and its body, used once',
    ask: `(async () => { const request = new Request('${API}/open', { method: 'POST', body: 'text' });
      const before = request.bodyUsed; const answer = await fetch(request); return [before, request.bodyUsed, answer.status, await rejected(fetch(request))]; })()`,
  },
  { desc: 'Request itself', ask: `[String(Request), Request.name, Request.length, new Request('/page').credentials]` },
  {
    desc: 'getters of an init, called as often',
    ask: `(async () => { let calls = 0; await fetch('/page', { get credentials() { calls += 1; return 'omit'; }, get mode() { calls += 1; return 'cors'; } }); return calls; })()`,
  },
  {
    desc: 'an input that is turned into text, as often',
    ask: `(async () => { let calls = 0; await fetch({ toString() { calls += 1; return '/page'; } }); return calls; })()`,
  },
  {
    desc: 'events of an XMLHttpRequest, in order',
    ask: `new Promise(done => { const seen = []; const xhr = new XMLHttpRequest();
      for (const type of ['readystatechange', 'loadstart', 'load', 'loadend', 'error']) xhr.addEventListener(type, () => { seen.push(type + xhr.readyState); if (type === 'loadend') done(seen); });
      xhr.open('GET', '/page'); seen.push('opened'); xhr.send(); seen.push('sent'); })`,
  },
  { desc: 'an XMLHttpRequest that was not opened', ask: `thrown(() => new XMLHttpRequest().send())` },
  { desc: 'send on a foreign receiver', ask: `thrown(() => XMLHttpRequest.prototype.send.call({}))` },
  {
    desc: 'a synchronous XMLHttpRequest',
    ask: `(() => { const xhr = new XMLHttpRequest(); xhr.open('GET', '${API}/open', false); return [xhr.send(), xhr.status, xhr.responseText]; })()`,
  },
  {
    desc: 'an unhandled rejection is still one',
    ask: `new Promise(done => { addEventListener('unhandledrejection', event => { event.preventDefault(); done(String(event.reason)); }, { once: true }); fetch('http://'); })`,
  },
  {
    desc: 'a page that has spoiled the built-in functions',
    ask: `(async () => { WeakMap.prototype.get = Reflect.apply = Array.prototype.push = String.prototype.split = () => { throw 1; };
      return [String(fetch), (await fetch('/page')).status]; })()`,
  },
];

const HELP = `
const thrown = act => { try { return act(); } catch (error) { return [error.name, error.message, error.constructor === self[error.name]]; } };
const rejected = promise => promise.then(() => 'resolved', error => [error.name, error.message, error.constructor === self[error.name]]);
const described = (object, key) => { const { value, ...rest } = Object.getOwnPropertyDescriptor(object, key); return [typeof value, rest]; };`;

async function answers(watched: boolean): Promise<unknown[]> {
  const { open } = await openBench({ watched });
  const found: unknown[] = [];
  for (const { ask } of QUESTIONS) {
    const page = await open(`${APP}/page`);
    found.push(await page.evaluate(`(async () => { ${HELP} return await (${ask}); })()`));
  }
  return found;
}

describe.skipIf(CHROMIUM === null)('a page that is watched', () => {
  test('finds nothing that it would not find otherwise', { timeout: 180_000 }, async () => {
    const [bare, watched] = await Promise.all([answers(false), answers(true)]);
    for (const [index, { desc }] of QUESTIONS.entries()) expect.soft(watched[index], desc).toEqual(bare[index]);
    expect(bare).toHaveLength(QUESTIONS.length);
  });
});
