import { ALLOWED, APP, allowCredentials, allowOrigin, answer, blocked, type Row } from '../support/row.ts';

const MISSING = blocked('actual', 'MissingAllowOriginHeader');
const MISMATCH = blocked('actual', 'AllowOriginMismatch');
const INVALID = blocked('actual', 'InvalidAllowOriginValue');
const MULTIPLE = blocked('actual', 'MultipleAllowOriginValues');

export const ALLOW_ORIGIN_CASES: readonly Row[] = [
  { desc: 'no ACAO', reply: answer(200), chromium: MISSING },
  { desc: 'ACAO is the origin', reply: answer(200, allowOrigin(APP)), chromium: ALLOWED },
  { desc: 'ACAO in lower-case letters', reply: answer(200, ['access-control-allow-origin', APP]), chromium: ALLOWED },
  { desc: 'ACAO with spaces and tabs around', reply: answer(200, allowOrigin(` \t${APP} \t`)), chromium: ALLOWED },
  { desc: 'ACAO with a trailing slash', reply: answer(200, allowOrigin(`${APP}/`)), chromium: MISMATCH },
  { desc: 'ACAO with a path', reply: answer(200, allowOrigin(`${APP}/page`)), chromium: MISMATCH },
  { desc: 'ACAO in upper case', reply: answer(200, allowOrigin('HTTP://APP.CORSCOPE.TEST')), chromium: MISMATCH },
  { desc: 'ACAO with the default port', reply: answer(200, allowOrigin(`${APP}:80`)), chromium: MISMATCH },
  { desc: 'ACAO with another port', reply: answer(200, allowOrigin(`${APP}:8080`)), chromium: MISMATCH },
  {
    desc: 'ACAO with the other scheme',
    reply: answer(200, allowOrigin('https://app.corscope.test')),
    chromium: MISMATCH,
  },
  { desc: 'ACAO of another origin', reply: answer(200, allowOrigin('http://else.corscope.test')), chromium: MISMATCH },
  { desc: 'ACAO with a wildcard label', reply: answer(200, allowOrigin('http://*.corscope.test')), chromium: MISMATCH },
  { desc: 'ACAO null', reply: answer(200, allowOrigin('null')), chromium: MISMATCH },
  { desc: 'ACAO Null', reply: answer(200, allowOrigin('Null')), chromium: INVALID },
  { desc: 'ACAO without a scheme', reply: answer(200, allowOrigin('app.corscope.test')), chromium: INVALID },
  { desc: 'ACAO quoted', reply: answer(200, allowOrigin(`"${APP}"`)), chromium: INVALID },
  { desc: 'ACAO empty', reply: answer(200, allowOrigin('')), chromium: INVALID },
  { desc: 'ACAO twice, the same', reply: answer(200, allowOrigin(APP), allowOrigin(APP)), chromium: MULTIPLE },
  {
    desc: 'ACAO twice, different',
    reply: answer(200, allowOrigin(APP), allowOrigin('http://else.corscope.test')),
    chromium: MULTIPLE,
  },
  { desc: 'ACAO twice, the second empty', reply: answer(200, allowOrigin(APP), allowOrigin('')), chromium: MULTIPLE },
  { desc: 'ACAO twice, the first empty', reply: answer(200, allowOrigin(''), allowOrigin(APP)), chromium: MULTIPLE },
  { desc: 'ACAO * twice', reply: answer(200, allowOrigin('*'), allowOrigin('*')), chromium: MULTIPLE },
  { desc: 'ACAO * and the origin', reply: answer(200, allowOrigin('*'), allowOrigin(APP)), chromium: MULTIPLE },
  {
    desc: 'ACAO with a comma',
    reply: answer(200, allowOrigin(`${APP}, http://else.corscope.test`)),
    chromium: MULTIPLE,
  },
  { desc: 'ACAO with a space inside', reply: answer(200, allowOrigin(`${APP} ${APP}`)), chromium: MULTIPLE },
  { desc: 'ACAO *', reply: answer(200, allowOrigin('*')), chromium: ALLOWED },
  {
    desc: 'ACAO * with credentials omitted',
    call: { credentials: 'omit' },
    reply: answer(200, allowOrigin('*')),
    chromium: ALLOWED,
  },
  {
    desc: 'ACAO * with credentials',
    call: { credentials: 'include' },
    reply: answer(200, allowOrigin('*'), allowCredentials('true')),
    chromium: blocked('actual', 'WildcardOriginNotAllowed'),
  },
];
