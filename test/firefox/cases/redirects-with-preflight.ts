import {
  ALLOWED,
  APP,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  location,
  OTHER,
  type Row,
} from '../support/row.ts';

const STAR = answer(200, allowOrigin('*'));
const TO_OTHER = answer(302, allowOrigin('*'), location(OTHER));
const HEADERS = answer(204, allowOrigin('*'), allowHeaders('x-case'));
const MISMATCH = blocked('preflight', 'PreflightAllowOriginMismatch');
const ORIGIN_KEPT =
  'after a redirect from one foreign origin to another, Firefox’s preflight still names the page’s origin; Chromium’s says null, as the standard does';
const CASE = [['X-Case', '1']] as const;

/** Redirects of requests that need leave: each URL is asked for it anew. */
export const REDIRECT_PREFLIGHT_CASES: readonly Row[] = [
  {
    desc: 'redirect with a header that needs leave',
    call: { headers: CASE },
    preflight: HEADERS,
    reply: TO_OTHER,
    next: { preflight: HEADERS, reply: STAR },
    chromium: ALLOWED,
  },
  {
    desc: 'redirect with a header that needs leave, which the second lacks',
    call: { headers: CASE },
    preflight: HEADERS,
    reply: TO_OTHER,
    next: { preflight: answer(204, allowOrigin('*')), reply: STAR },
    chromium: blocked('preflight', 'HeaderDisallowedByPreflightResponse'),
  },
  {
    desc: 'redirect of a request with Authorization, which the second does not allow',
    call: { headers: [['Authorization', 'Bearer 1']] },
    preflight: answer(204, allowOrigin('*'), allowHeaders('authorization')),
    reply: TO_OTHER,
    next: { preflight: answer(204, allowOrigin('*')), reply: STAR },
    chromium: ALLOWED,
  },
  {
    desc: '307 of a PUT, allowed twice',
    call: { method: 'PUT' },
    preflight: answer(204, allowOrigin('*'), allowMethods('PUT')),
    reply: answer(307, allowOrigin('*'), location(OTHER)),
    next: { preflight: answer(204, allowOrigin('*'), allowMethods('PUT')), reply: STAR },
    chromium: ALLOWED,
  },
  {
    desc: '303 of a PUT, which is a GET from then on',
    call: { method: 'PUT' },
    preflight: answer(204, allowOrigin('*'), allowMethods('PUT')),
    reply: answer(303, allowOrigin('*'), location(OTHER)),
    next: { reply: STAR },
    chromium: ALLOWED,
    firefox: {
      outcome: 'blocked',
      judged: blocked('preflight', 'PreflightMissingAllowOriginHeader'),
      why: 'Firefox asks leave for the GET too, because the request before it needed leave; Chromium does not',
    },
  },
  {
    desc: '302 of a POST of JSON, which the second does not allow',
    call: { method: 'POST', headers: [['Content-Type', 'application/json']], body: '{}' },
    preflight: answer(204, allowOrigin('*'), allowHeaders('content-type')),
    reply: TO_OTHER,
    next: { preflight: answer(204, allowOrigin('*')), reply: STAR },
    chromium: ALLOWED,
  },
  {
    desc: '307 of a PUT, the second preflight allows null',
    call: { method: 'PUT' },
    preflight: answer(204, allowOrigin('*'), allowMethods('PUT')),
    reply: answer(307, allowOrigin('*'), location(OTHER)),
    next: { preflight: answer(204, allowOrigin('null'), allowMethods('PUT')), reply: STAR },
    chromium: ALLOWED,
    firefox: {
      outcome: 'blocked',
      judged: MISMATCH,
      why: ORIGIN_KEPT,
    },
  },
  {
    desc: '307 of a PUT, the second preflight allows the page’s origin',
    call: { method: 'PUT' },
    preflight: answer(204, allowOrigin('*'), allowMethods('PUT')),
    reply: answer(307, allowOrigin('*'), location(OTHER)),
    next: { preflight: answer(204, allowOrigin(APP), allowMethods('PUT')), reply: STAR },
    chromium: MISMATCH,
    firefox: {
      outcome: 'allowed',
      judged: ALLOWED,
      why: ORIGIN_KEPT,
    },
  },
];
