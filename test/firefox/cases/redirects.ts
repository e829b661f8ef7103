import {
  ALLOWED,
  API,
  APP,
  allowCredentials,
  allowOrigin,
  answer,
  blocked,
  FINE,
  location,
  OTHER,
  PLACE,
  type Row,
} from '../support/row.ts';

const STAR = answer(200, allowOrigin('*'));
const MISSING = blocked('actual', 'MissingAllowOriginHeader');
const NULL = answer(200, allowOrigin('null'));
const TO_OTHER = answer(302, allowOrigin('*'), location(OTHER));

function leading(to: string): Row['reply'] {
  return answer(302, allowOrigin('*'), ['Location', to]);
}

export const REDIRECT_CASES: readonly Row[] = [
  {
    desc: 'redirect in the same origin',
    reply: answer(302, allowOrigin('*'), location(API)),
    next: { reply: FINE },
    chromium: ALLOWED,
  },
  { desc: 'redirect to a third origin', reply: TO_OTHER, next: { reply: STAR }, chromium: ALLOWED },
  {
    desc: 'redirect to a third origin that allows the page’s',
    reply: TO_OTHER,
    next: { reply: FINE },
    chromium: blocked('actual', 'AllowOriginMismatch'),
  },
  { desc: 'redirect to a third origin that allows null', reply: TO_OTHER, next: { reply: NULL }, chromium: ALLOWED },
  { desc: 'redirect to a third origin without ACAO', reply: TO_OTHER, next: { reply: answer(200) }, chromium: MISSING },
  {
    desc: 'redirect without ACAO',
    reply: answer(302, location(OTHER)),
    next: { reply: STAR },
    chromium: blocked('redirect', 'MissingAllowOriginHeader'),
  },
  {
    desc: 'redirect with a mismatch',
    reply: answer(302, allowOrigin(`${APP}/`), location(OTHER)),
    next: { reply: STAR },
    chromium: blocked('redirect', 'AllowOriginMismatch'),
  },
  {
    desc: 'redirect from the page’s own origin',
    call: { to: APP },
    reply: answer(302, location(API)),
    next: { reply: FINE },
    chromium: ALLOWED,
  },
  {
    desc: 'redirect from the page’s own origin to one without ACAO',
    call: { to: APP },
    reply: answer(302, location(API)),
    next: { reply: answer(200) },
    chromium: MISSING,
  },
  {
    desc: 'redirect back to the page’s own origin, which allows null',
    reply: answer(302, allowOrigin('*'), location(APP)),
    next: { reply: NULL },
    chromium: ALLOWED,
  },
  {
    desc: 'redirect back to the page’s own origin, without ACAO',
    reply: answer(302, allowOrigin('*'), location(APP)),
    next: { reply: answer(200) },
    chromium: MISSING,
  },
  {
    desc: 'redirect with credentials, null allowed',
    call: { credentials: 'include' },
    reply: answer(302, allowOrigin(APP), allowCredentials('true'), location(OTHER)),
    next: { reply: answer(200, allowOrigin('null'), allowCredentials('true')) },
    chromium: ALLOWED,
  },
  {
    desc: 'redirect to a user name and password',
    reply: leading(`http://user:pass@other.corscope.test/${PLACE}/1`),
    next: { reply: STAR },
    chromium: blocked('redirect', 'RedirectContainsCredentials'),
  },
  {
    desc: 'redirect to a user name in the same origin',
    reply: leading(`http://user@api.corscope.test/${PLACE}/1`),
    next: { reply: STAR },
    chromium: blocked('redirect', 'RedirectContainsCredentials'),
  },
  {
    desc: 'redirect to ftp',
    reply: leading('ftp://other.corscope.test/'),
    chromium: blocked('redirect', 'CorsDisabledScheme'),
  },
  { desc: 'redirect to data', reply: leading('data:text/plain,hello'), chromium: blocked('redirect', null) },
  { desc: 'redirect to no URL', reply: leading('http://[/'), chromium: blocked('redirect', null) },
  {
    desc: 'redirect with Location empty',
    reply: leading(''),
    chromium: ALLOWED,
    firefox: {
      outcome: 'blocked',
      why: 'Firefox takes an empty Location for the same URL again and gives up; Chromium hands the response to the page',
    },
  },
  { desc: '302 without Location', reply: answer(302, allowOrigin('*')), chromium: ALLOWED },
  {
    desc: 'redirect, mode error',
    call: { redirect: 'error' },
    reply: TO_OTHER,
    next: { reply: STAR },
    chromium: blocked('redirect', null),
  },
  {
    desc: 'redirect, mode manual',
    call: { redirect: 'manual' },
    reply: TO_OTHER,
    next: { reply: STAR },
    chromium: ALLOWED,
  },
  {
    desc: 'redirect without ACAO, mode manual',
    call: { redirect: 'manual' },
    reply: answer(302, location(OTHER)),
    next: { reply: STAR },
    chromium: blocked('redirect', 'MissingAllowOriginHeader'),
  },
  {
    desc: 'redirect of the page’s own origin to a user name there',
    call: { to: APP },
    reply: leading(`http://user@app.corscope.test/${PLACE}/1`),
    next: { reply: STAR },
    chromium: blocked('redirect', null),
    firefox: {
      outcome: 'allowed',
      readable: ['access-control-allow-origin', 'content-length'],
      why: 'Firefox follows to a user name in the page’s own origin, as the standard says; Chromium does not',
    },
  },
  { desc: '300 with Location', reply: answer(300, allowOrigin('*'), location(OTHER)), chromium: ALLOWED },
];
