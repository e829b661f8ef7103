import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import { isExactOrigin, isHeaderName, isMethod, isPathPrefix, type Policy } from '../../shared/fixes/recipes/policy.ts';
import { policyOf } from '../../shared/fixes/recipes/policy-of.ts';
import { remarkText } from '../../shared/fixes/recipes/remark.ts';
import type { Journey } from '../../shared/trace/journey.ts';

const REFUSED = '405 Method Not Allowed';

/** A preflight that is refused: nothing shows whether the page asks with credentials. */
function preflight(lines: readonly string[], url = 'https://api.lab.test/orders', origin = 'https://app.lab.test') {
  return journeyOf(`OPTIONS ${url}\nOrigin: ${origin}\n${lines.join('\n')}\n\n${REFUSED}`);
}

function get(
  lines: readonly string[],
  answer: string,
  url = 'https://api.lab.test/me',
  origin = 'https://app.lab.test',
) {
  return journeyOf(`GET ${url}\nOrigin: ${origin}\n${lines.join('\n')}\n\n${answer}`);
}

const put = preflight([
  'Access-Control-Request-Method: PUT',
  'Access-Control-Request-Headers: content-type,x-tenant,authorization',
]);
const withCookie = get(['Cookie: sid=1'], '200 OK');

describe('the policy of journeys', () => {
  const rows: { desc: string; journeys: Journey[]; policy: Partial<Policy> | null; remarks: string[] }[] = [
    {
      desc: 'what a preflight asks for',
      journeys: [put],
      policy: {
        api: 'https://api.lab.test',
        pathPrefix: '/',
        origins: ['https://app.lab.test'],
        methods: ['PUT'],
        requestHeaders: ['authorization', 'content-type', 'x-tenant'],
        exposedHeaders: [],
        credentials: true,
        maxAge: 600,
      },
      remarks: ['credentials-unknown'],
    },
    {
      desc: 'a cookie shows that credentials are in play',
      journeys: [withCookie],
      policy: { methods: ['GET'], requestHeaders: [], credentials: true },
      remarks: [],
    },
    {
      desc: 'what several ask for, each once',
      journeys: [
        put,
        put,
        withCookie,
        preflight(['Access-Control-Request-Method: DELETE'], 'https://api.lab.test/orders', 'https://admin.lab.test'),
      ],
      policy: {
        origins: ['https://app.lab.test', 'https://admin.lab.test'],
        methods: ['GET', 'PUT', 'DELETE'],
        credentials: true,
      },
      remarks: [],
    },
    {
      desc: 'a method in the letters in which it was asked for, after those that everybody knows',
      journeys: [preflight(['Access-Control-Request-Method: patch']), put],
      policy: { methods: ['PUT', 'patch'] },
      remarks: ['credentials-unknown'],
    },
    {
      desc: 'headers of a request that had no preflight',
      journeys: [get(['X-Tenant: 7', 'Cookie: sid=1', 'Accept: */*'], '200 OK')],
      policy: { requestHeaders: ['x-tenant'] },
      remarks: [],
    },
    {
      desc: 'headers that the page can read stay, and those that it wants come along',
      journeys: [
        get(
          ['Cookie: sid=1'],
          '200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: X-Page, *\nX-Total-Count: 9',
        ),
      ],
      policy: { exposedHeaders: ['x-page', 'x-total-count'] },
      remarks: [],
    },
    {
      desc: 'an API that answers everybody, and sees no credentials, stays open',
      journeys: [
        journeyOf(
          `
          OPTIONS https://api.lab.test/orders
          Origin: https://app.lab.test
          Access-Control-Request-Method: GET
          Access-Control-Request-Headers: x-tenant

          204 No Content
          Access-Control-Allow-Origin: *
          Access-Control-Allow-Headers: *`,
          `
          GET https://api.lab.test/orders
          Origin: https://app.lab.test
          X-Tenant: 7

          200 OK
          Access-Control-Allow-Origin: *`,
        ),
      ],
      policy: { origins: 'any', credentials: false },
      remarks: [],
    },
    {
      desc: 'a star, where credentials may be in play, is not kept',
      journeys: [get(['Cookie: sid=1'], '200 OK\nAccess-Control-Allow-Origin: *')],
      policy: { origins: ['https://app.lab.test'], credentials: true },
      remarks: [],
    },
    {
      desc: 'what the answer allowed besides is told, not kept',
      journeys: [
        journeyOf(`
          OPTIONS https://api.lab.test/orders
          Origin: https://app.lab.test
          Access-Control-Request-Method: PUT
          Access-Control-Request-Headers: x-tenant

          204 No Content
          Access-Control-Allow-Origin: https://app.lab.test
          Access-Control-Allow-Methods: GET, PUT, DELETE
          Access-Control-Allow-Headers: X-Trace`),
      ],
      policy: { methods: ['PUT'], requestHeaders: ['x-tenant'] },
      remarks: ['credentials-unknown', 'more-was-allowed'],
    },
    {
      desc: 'the origin null, alone',
      journeys: [get(['Cookie: sid=1'], '200 OK', 'https://api.lab.test/me', 'null')],
      policy: null,
      remarks: ['null-origin'],
    },
    {
      desc: 'the origin null, among others',
      journeys: [get([], '200 OK', 'https://api.lab.test/me', 'null'), withCookie],
      policy: { origins: ['https://app.lab.test'] },
      remarks: ['null-origin'],
    },
    {
      desc: 'what is no origin',
      journeys: [get([], '200 OK', 'https://api.lab.test/me', 'https://app.lab.test/'), withCookie],
      policy: { origins: ['https://app.lab.test'] },
      remarks: ['no-origin'],
    },
    {
      desc: 'names that are no tokens, and stars',
      journeys: [
        preflight(['Access-Control-Request-Method: PUT', 'Access-Control-Request-Headers: x-a"b, *, x-fine, a b']),
        preflight(['Access-Control-Request-Method: *']),
        preflight(['Access-Control-Request-Method: TRACE']),
        preflight(['Access-Control-Request-Method: GET;evil']),
      ],
      policy: { methods: ['PUT'], requestHeaders: ['x-fine'] },
      remarks: [
        'no-header x-a"b',
        'no-header *',
        'no-header a b',
        'no-method *',
        'no-method TRACE',
        'no-method GET;evil',
        'credentials-unknown',
      ],
    },
    {
      desc: 'another API',
      journeys: [withCookie, get([], '200 OK', 'https://cdn.lab.test/font')],
      policy: { api: 'https://api.lab.test', pathPrefix: '/' },
      remarks: ['other-api https://cdn.lab.test'],
    },
    {
      desc: 'same origin',
      journeys: [journeyOf('GET https://app.lab.test/me\nSec-Fetch-Site: same-origin\n\n200 OK')],
      policy: null,
      remarks: ['not-cors j1'],
    },
    {
      desc: 'nothing but the browser’s word',
      journeys: [{ id: 'jw1', startedAt: 0, legs: [], witness: null }],
      policy: null,
      remarks: ['not-seen jw1'],
    },
    { desc: 'no journeys', journeys: [], policy: null, remarks: [] },
  ];

  it.each(rows)('$desc', ({ journeys, policy, remarks }) => {
    const read = policyOf(journeys);
    if (policy === null) expect(read.policy).toBeNull();
    else expect(read.policy).toMatchObject(policy);
    const told = read.remarks.map(({ reason, ...values }) => [reason, ...Object.values(values)].join(' '));
    expect(told).toHaveLength(remarks.length);
    for (const [at, remark] of remarks.entries()) expect(told[at]).toContain(remark);
    for (const remark of read.remarks) expect(remarkText(remark)).toMatch(/\.$/);
  });

  it('looks at the leg that was refused: the redirect to another API', () => {
    const journey = journeyOf(
      'GET https://api.lab.test/old\nOrigin: https://app.lab.test\n\n302 Found\nLocation: https://new.lab.test/x\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true',
      'GET https://new.lab.test/x\nOrigin: null\n\n200 OK',
    );
    const { policy, remarks } = policyOf([journey]);
    expect(policy).toBeNull();
    expect(remarks).toEqual([{ reason: 'null-origin', url: 'https://new.lab.test/x' }]);
  });
});

describe('the path that a policy covers', () => {
  const rows = [
    { urls: ['/me'], prefix: '/' },
    { urls: ['/'], prefix: '/' },
    { urls: ['/orders/7'], prefix: '/orders/' },
    { urls: ['/orders/7', '/orders/8?x=/a/b'], prefix: '/orders/' },
    { urls: ['/orders/7', '/users/8'], prefix: '/' },
    { urls: ['/api/v1/users/123/orders'], prefix: '/api/v1/users/' },
    { urls: ['/api/v1/a/x', '/api/v1/b/x'], prefix: '/api/v1/' },
    { urls: ['/api/v1/a/x', '/api/v1/a'], prefix: '/api/v1/' },
    { urls: ['/api/b0f1-77c2/x'], prefix: '/api/' },
    { urls: ['/%2e%2e/x/y'], prefix: '/' },
    { urls: ['/a"}b/x'], prefix: '/' },
    { urls: ['//a/b'], prefix: '/' },
    { urls: ['/api/../x/y'], prefix: '/api/' },
  ];

  it.each(rows)('of $urls is $prefix', ({ urls, prefix }) => {
    const { policy } = policyOf(urls.map(url => get(['Cookie: sid=1'], '200 OK', `https://api.lab.test${url}`)));
    expect(policy?.pathPrefix).toBe(prefix);
  });
});

/** Whatever comes out of a policy's reading is fit for any configuration, whoever sent the traffic. */
describe('hostile traffic', () => {
  const ODD = [
    '"',
    "'",
    '`',
    '\\',
    '$',
    '$' + '{x}',
    '$(x)',
    '{',
    '}',
    '{{',
    '}}',
    '#',
    ';',
    '%',
    '%0a',
    '|',
    '<',
    '>',
    '^',
    '~',
    '*',
    '.*',
    '(',
    ')',
    '[',
    ']',
    '?',
    '+',
    ' ',
    '\t',
    '@',
    ',',
    '&',
    '!',
    '=',
    ':',
    '/',
    '//',
    '/*',
    '*/',
    '-->',
    '\u00e9',
    '\u0000',
    '\u007f',
  ];
  const pieces = ODD.flatMap(a => [`${a}x`, `x${a}`, `x${a}y`, ...ODD.map(b => `x${a}${b}y`)]);

  const ask = (piece: Partial<Record<'origin' | 'method' | 'header' | 'path', string>>) =>
    preflight(
      [
        `Access-Control-Request-Method: ${piece.method ?? 'PUT'}`,
        `Access-Control-Request-Headers: ${piece.header ?? 'x-a'}`,
      ],
      `https://api.lab.test/api/${(piece.path ?? 'a').replace(/\s/g, '')}/x/y`,
      piece.origin ?? 'https://app.lab.test',
    );

  const rows: { where: string; journeyWith: (piece: string) => Journey }[] = [
    { where: 'host', journeyWith: piece => ask({ origin: `https://${piece}.test` }) },
    { where: 'scheme', journeyWith: piece => ask({ origin: `${piece}://app.test` }) },
    { where: 'method', journeyWith: method => ask({ method }) },
    { where: 'header', journeyWith: header => ask({ header }) },
    { where: 'path', journeyWith: path => ask({ path }) },
  ];

  it.each(rows)('in the $where', ({ journeyWith }) => {
    for (const piece of pieces) {
      const { policy } = policyOf([journeyWith(piece)]);
      if (policy === null) continue;
      if (policy.origins === 'any') throw new Error('a policy without origins');
      expect(policy.origins.filter(one => !isExactOrigin(one))).toEqual([]);
      expect(policy.origins.join()).toMatch(/^[a-z0-9+.:/_[\],-]*$/);
      expect(policy.methods.filter(one => !isMethod(one))).toEqual([]);
      expect(policy.requestHeaders.filter(one => !isHeaderName(one))).toEqual([]);
      expect(isPathPrefix(policy.pathPrefix)).toBe(true);
    }
  });
});
