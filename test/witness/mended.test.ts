import { describe, expect, test } from 'vitest';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { API, APP, type Made, madeUrl, OTHER } from './support/site.ts';
import { type Bench, openBench } from './support/watched.ts';

interface Row {
  readonly desc: string;
  readonly answers: Made;
  readonly init?: object;
  /** The operations of the first suggestion. */
  readonly mend: string;
}

const ORIGIN = 'Access-Control-Allow-Origin';
const CREDENTIALS = { 'Access-Control-Allow-Credentials': 'true' };
const GOOD = { [ORIGIN]: APP, ...CREDENTIALS };
const PUT = { method: 'PUT', headers: { 'X-Token': 'a' } };

const ROWS: readonly Row[] = [
  { desc: 'no header at all', answers: { '*': [200, {}] }, mend: 'set add' },
  {
    desc: 'the same with credentials',
    answers: { '*': [200, {}] },
    init: { credentials: 'include' },
    mend: 'set set add',
  },
  { desc: 'another origin', answers: { '*': [200, { [ORIGIN]: 'https://www.example.test' }] }, mend: 'set add' },
  {
    desc: 'a star with credentials',
    answers: { '*': [200, { [ORIGIN]: '*' }] },
    init: { credentials: 'include' },
    mend: 'set set add',
  },
  {
    desc: 'two lines, one of them right',
    answers: { '*': [200, { [ORIGIN]: [APP, '*'], ...CREDENTIALS }] },
    mend: 'dedupe',
  },
  {
    desc: 'two lines, with credentials, the last right',
    answers: { '*': [200, { [ORIGIN]: ['*', APP], ...CREDENTIALS }] },
    init: { credentials: 'include' },
    mend: 'dedupe',
  },
  {
    desc: 'no leave for credentials',
    answers: { '*': [200, { [ORIGIN]: APP }] },
    init: { credentials: 'include' },
    mend: 'set',
  },
  { desc: 'an error without headers', answers: { '*': [500, {}] }, mend: 'set add' },
  {
    desc: 'OPTIONS unknown, nothing set',
    answers: { '*': [200, {}], OPTIONS: [405, {}] },
    init: PUT,
    mend: 'answer set set set add',
  },
  {
    desc: 'OPTIONS unknown, the rest as it should be',
    answers: { '*': [200, GOOD], OPTIONS: [404, GOOD] },
    init: PUT,
    mend: 'status set set',
  },
  {
    desc: 'OPTIONS needs a login',
    answers: { '*': [200, GOOD], OPTIONS: [401, {}] },
    init: PUT,
    mend: 'answer set set set add',
  },
  {
    desc: 'OPTIONS answered, nothing set',
    answers: { '*': [200, {}], OPTIONS: [204, {}] },
    init: { ...PUT, credentials: 'include' },
    mend: 'set set set set add',
  },
  {
    desc: 'the method is missing',
    answers: { '*': [200, GOOD], OPTIONS: [204, { ...GOOD, 'Access-Control-Allow-Headers': 'x-token' }] },
    init: PUT,
    mend: 'set',
  },
  {
    desc: 'the header is missing',
    answers: { '*': [200, GOOD], OPTIONS: [204, { ...GOOD, 'Access-Control-Allow-Methods': 'PUT' }] },
    init: PUT,
    mend: 'set',
  },
  {
    desc: 'OPTIONS sent to a login page',
    answers: { '*': [200, GOOD], OPTIONS: [302, { ...GOOD, Location: '/login' }] },
    init: PUT,
    mend: 'answer set set set add',
  },
  {
    desc: 'everything redirected to another host, with nothing set',
    answers: { '*': [302, { Location: madeUrl({ '*': [200, {}] }, OTHER) }] },
    mend: 'follow-redirect set add',
  },
  {
    desc: 'a redirect that takes the origin away',
    answers: { '*': [302, { ...GOOD, Location: madeUrl({ '*': [200, GOOD] }, OTHER) }] },
    init: { credentials: 'include' },
    mend: 'follow-redirect',
  },
  {
    desc: 'a redirect without headers, to a place with the same fault',
    answers: { '*': [301, { Location: madeUrl({ '*': [200, {}] }, API, '/made/') }] },
    mend: 'set add',
  },
];

const call = (url: string, init: object = {}) =>
  `fetch('${url}', ${JSON.stringify(init)}).then(a => a.status, () => 0)`;

async function firstSuggestion(bench: Bench, url: string) {
  const { id } = await bench.witnessed(url);
  const journey = (await bench.corscope.view()).now().journey(id);
  const [first] = journey === null ? [] : suggestFixes(journey);
  return first;
}

describe.skipIf(CHROMIUM === null)('the first suggestion', { timeout: 180_000 }, () => {
  test('mends the call of the page in a real Chromium, as it foretells', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    for (const [index, { desc, answers, init, mend }] of ROWS.entries()) {
      // an address of its own: journeys are looked up by it
      const url = madeUrl({ ...answers, [`row ${index}`]: [200, {}] });
      expect(await page.evaluate(call(url, init)), desc).toBe(0);
      const first = await firstSuggestion(bench, url);
      expect(first?.fix.do.map(({ op }) => op).join(' '), desc).toBe(mend);
      if (first === undefined) continue;
      const { id } = bench.corscope.fixes.add(first.fix);
      await bench.corscope.fixes.inEffect;
      expect(await page.evaluate(call(url, init)), `${desc}: ${JSON.stringify(first.fix)}`).not.toBe(0);
      bench.corscope.fixes.remove(id);
      await bench.corscope.fixes.inEffect;
      expect(await page.evaluate(call(url, init)), desc).toBe(0);
    }
  });

  test('has the browser store a cookie that it would throw away', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const url = `${OTHER}/cookie`;
    const init = { credentials: 'include' };
    await page.evaluate(call(url, init));
    const { witness } = await bench.witnessed(url);
    expect(witness.account.cookies.setBlocked).toMatchObject([{ name: 'sid' }]);
    const first = await firstSuggestion(bench, url);
    expect(first?.fix.do).toMatchObject([{ op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true } }]);
    if (first === undefined) return;
    bench.corscope.fixes.add(first.fix);
    await bench.corscope.fixes.inEffect;
    await page.evaluate(call(`${url}?again`, init));
    expect((await bench.witnessed(`${url}?again`)).witness.account.cookies.setBlocked).toEqual([]);
  });
});
