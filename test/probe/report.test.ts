import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { askOfJourney, overJourney } from '../../shared/probe/ask-of-journey.ts';
import { type ExampleLayer, exampleLadder, goodApp, PAGE, passOn, withLines } from '../../shared/probe/examples.ts';
import { reportOf } from '../../shared/probe/report.ts';

const bare: ExampleLayer = () => '200 OK';
const down: ExampleLayer = () => 'refused ECONNREFUSED';
const refusing: ExampleLayer = (request, inner) =>
  request.kind === 'unauthorized' ? `401 Unauthorized\nAccess-Control-Allow-Origin: ${PAGE}` : goodApp(request, inner);

function report(layers: Record<string, ExampleLayer>, wanted: Partial<ProbeAsk> = {}) {
  return reportOf(exampleLadder(layers, wanted), []);
}

describe('how the page fares', () => {
  const ROWS: readonly {
    desc: string;
    layers: Record<string, ExampleLayer>;
    wanted?: Partial<ProbeAsk>;
    outcome: string;
    headline: RegExp;
  }[] = [
    {
      desc: 'let in',
      layers: { cdn: passOn, app: goodApp },
      outcome: 'allowed',
      headline: /^Allowed: [^.]*\.lab\.test[^.]*\.lab\.test` \(status 200\)\.$/,
    },
    {
      desc: 'refused from one layer outwards',
      layers: { cdn: passOn, gateway: bare, app: goodApp },
      outcome: 'blocked',
      headline: /^Blocked: .* The cause is at `gateway`: requested directly, `app` allows the page\.$/,
    },
    {
      desc: 'refused everywhere',
      layers: { cdn: passOn, app: bare },
      outcome: 'blocked',
      headline: /It is the same at every layer that responded, including `app`\.$/,
    },
    {
      desc: 'refused otherwise further in',
      layers: { cdn: () => '200 OK\nAccess-Control-Allow-Origin: https://x.test', app: bare },
      outcome: 'blocked',
      headline: /cause is at `cdn`; requested directly, `app` fails differently: Blocked: the response to GET/,
    },
    {
      desc: 'nobody there',
      layers: { cdn: down, app: goodApp },
      outcome: 'unreachable',
      headline: /^No response from `cdn` at `http:/,
    },
    {
      desc: 'a preflight that passes, and a request that was not sent',
      layers: { app: goodApp },
      wanted: { methods: ['PUT'] },
      outcome: 'depends',
      headline: /^Depends: the preflight passed/,
    },
    {
      desc: 'a redirect that the browser follows',
      layers: { app: () => withLines('302 Found', `Access-Control-Allow-Origin: ${PAGE}`, 'Location: /orders/') },
      outcome: 'depends',
      headline: /^Depends: the browser goes on to `\/orders\/`/,
    },
    {
      desc: 'a redirect that it does not follow',
      layers: {
        app: () => withLines('302 Found', `Access-Control-Allow-Origin: ${PAGE}`, 'Location: https://u:p@a.test/'),
      },
      outcome: 'blocked',
      headline: /^Blocked at a redirect/,
    },
    {
      desc: 'the worst of several',
      layers: { app: goodApp },
      wanted: { origins: [PAGE, 'https://other.lab.test'] },
      outcome: 'blocked',
      headline: /^Blocked: .*`https:\/\/other\.lab\.test`/,
    },
  ];

  it.each(ROWS)('$desc', ({ layers, wanted, outcome, headline }) => {
    const told = report(layers, wanted);
    expect(told.outcome).toBe(outcome);
    expect(told.headline).toMatch(headline);
  });
});

describe('what could not be told', () => {
  const ROWS: readonly {
    desc: string;
    layers: Record<string, ExampleLayer>;
    wanted?: Partial<ProbeAsk>;
    says: RegExp | null;
    about: RegExp;
  }[] = [
    {
      desc: 'a layer that is not there',
      layers: { cdn: goodApp, app: down },
      about: /^What `app`/,
      says: /`http:\/\/10\.0\.0\.2` does: it did not respond \(the connection was refused, .*ECONNREFUSED\)/,
    },
    { desc: 'one address alone', layers: { app: goodApp }, about: /^Which layer/, says: /--via/ },
    { desc: 'near miss: two', layers: { cdn: passOn, app: goodApp }, about: /^Which layer/, says: null },
    {
      desc: 'a guessed origin',
      layers: { app: goodApp },
      wanted: { guessed: true },
      about: /^Whether your page/,
      says: /--origin/,
    },
    {
      desc: 'a method not sent',
      layers: { app: goodApp },
      wanted: { methods: ['PUT'] },
      about: /^What the response to `PUT`/,
      says: /--allow-unsafe/,
    },
    {
      desc: 'near miss: sent',
      layers: { app: goodApp },
      wanted: { methods: ['PUT'], allowUnsafe: true },
      about: /^What the response/,
      says: null,
    },
    {
      desc: 'an Authorization without a value',
      layers: { app: goodApp },
      wanted: { headers: [{ name: 'authorization', value: null }] },
      about: /^What a signed-in user gets/,
      says: /a wrong one was sent/,
    },
    { desc: 'no 401', layers: { app: goodApp }, about: /^Whether a 401/, says: /none came/ },
    { desc: 'near miss: a 401', layers: { app: refusing }, about: /^Whether a 401/, says: null },
    {
      desc: 'no 404',
      layers: { app: bare },
      about: /^Whether a 404/,
      says: /`200 OK` to a path that should not exist/,
    },
    {
      desc: 'no cache',
      layers: { app: goodApp },
      about: /^Whether there is a cache/,
      says: /no response is marked as cached/,
    },
    { desc: 'nothing to compare with', layers: { app: bare }, about: /^Whether caches mix/, says: /names no origin/ },
    {
      desc: 'an API that takes no other query',
      layers: { app: (request, inner) => (request.url.includes('?') ? '400 Bad Request' : goodApp(request, inner)) },
      about: /^How `app` treats other origins/,
      says: /--same-url/,
    },
    {
      desc: 'a cache that leaves out the query',
      layers: { app: (request, inner) => withLines(goodApp(request, inner), 'Age: 60') },
      about: /^What `app` sends now/,
      says: /ignores the query/,
    },
  ];

  it.each(ROWS)('$desc', ({ layers, wanted, about, says }) => {
    const [sentence = null] = report(layers, wanted).couldNotTell.filter(each => about.test(each));
    if (says === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(says);
  });
});

describe('the checklist', () => {
  const NOT_ABOUT_ONE_DEPLOYMENT = ['s6.gateway-config'];

  it('has every row that a probe can decide, each once', () => {
    const probed = CHECKLIST.flatMap(({ rows }) => rows).filter(({ by }) => by.includes('probe'));
    const ids = report({ cdn: passOn, app: goodApp }).checks.map(({ id }) => id);
    const wanted = probed.map(({ id }) => id).filter(id => !NOT_ABOUT_ONE_DEPLOYMENT.includes(id));
    expect(ids).toEqual(expect.arrayContaining(wanted));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has evidence for what it decides, and says what it needs for the rest', () => {
    for (const layers of [{ cdn: passOn, app: refusing }, { cdn: bare, app: goodApp }, { app: down }]) {
      for (const { result, evidence, needs } of report(layers).checks) {
        expect(evidence.length > 0).toBe(result !== 'not-seen');
        expect(needs !== '').toBe(result === 'not-seen');
      }
    }
  });

  it('passes what is right', () => {
    const results = report({ cdn: passOn, app: refusing }, { methods: ['GET', 'PUT'] }).checks.map(
      ({ id, result }) => `${id} ${result}`,
    );
    expect(results.filter(row => !row.endsWith(' pass'))).toEqual(['cdn.cache not-seen', 'cdn.stale-edge not-seen']);
  });
});

describe('findings of a rung’s journeys', () => {
  it('blame the layer behind which they are no more', () => {
    const [cdn, gateway] = report({ cdn: passOn, gateway: bare, app: goodApp }).rungs;
    expect(cdn?.journeys[0]?.findings).toMatchObject([{ id: 'allow-origin-missing', layer: 'gateway' }]);
    expect(gateway?.journeys[0]?.findings).toMatchObject([{ layer: 'gateway' }]);
  });
});

describe('a recorded request', () => {
  const PUT = journeyOf(
    `OPTIONS https://api.lab.test/orders/7
     Origin: ${PAGE}
     Access-Control-Request-Method: PUT
     Access-Control-Request-Headers: content-type,x-tenant

     204 No Content
     Access-Control-Allow-Origin: ${PAGE}
     Access-Control-Allow-Credentials: true
     Access-Control-Allow-Methods: PUT
     Access-Control-Allow-Headers: content-type,x-tenant`,
    `PUT https://api.lab.test/orders/7
     Origin: ${PAGE}
     Content-Type: application/json
     X-Tenant: seven
     Cookie: sid=1
     User-Agent: Firefox

     200 OK`,
  );

  it('is what the page asked for', () => {
    expect(askOfJourney(PUT)).toEqual({
      url: 'https://api.lab.test/orders/7',
      origins: [PAGE],
      methods: ['PUT'],
      headers: ['Content-Type: application/json', 'X-Tenant: seven', 'Cookie: sid=1'],
      credentials: true,
    });
  });

  it('has the headers’ names alone where its preflight failed', () => {
    const refused = journeyOf(`
      OPTIONS https://api.lab.test/orders/7
      Origin: ${PAGE}
      Access-Control-Request-Method: DELETE
      Access-Control-Request-Headers: x-tenant

      405 Method Not Allowed`);
    expect(askOfJourney(refused)).toMatchObject({ methods: ['DELETE'], headers: ['x-tenant'], credentials: false });
  });

  it('gives way to what is asked for in words, header by header', () => {
    const asked = overJourney({ methods: ['GET'], headers: ['x-tenant: eight', 'X-More'] }, askOfJourney(PUT));
    expect(asked).toMatchObject({ url: 'https://api.lab.test/orders/7', origins: [PAGE], methods: ['GET'] });
    expect(asked.headers).toEqual(['Content-Type: application/json', 'Cookie: sid=1', 'x-tenant: eight', 'X-More']);
  });
});
