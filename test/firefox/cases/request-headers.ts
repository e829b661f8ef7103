import type { HeaderLine } from '../../../shared/http/header-line.ts';
import {
  ALLOWED,
  APP,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  type Departure,
  FINE,
  type Row,
} from '../support/row.ts';

const HEADER = blocked('preflight', 'HeaderDisallowedByPreflightResponse');
/** Leave for no header: where a browser asks, the row ends here. */
const REFUSAL = answer(204, allowOrigin(APP), allowMethods('POST'));

const HINT: Departure = {
  outcome: 'blocked',
  judged: HEADER,
  why: 'Firefox safelists no client hint: it asks leave, as the standard says',
};
const USER_AGENT: Departure = {
  outcome: 'blocked',
  judged: HEADER,
  why: 'Firefox lets a script set User-Agent and asks leave for it, as the standard says; Chromium ignores what the script sets',
};

const ALONE: Departure = {
  outcome: 'allowed',
  judged: ALLOWED,
  why: 'Firefox looks at each value alone and asks no leave; Chromium looks at the values of one name together',
};

/** The page's headers, and whether a browser has to ask for leave. */
const ASKED: readonly (readonly [string, HeaderLine, Row['chromium'], Row['firefox']?])[] = [
  ['Content-Type text/plain', ['Content-Type', 'text/plain'], ALLOWED],
  ['Content-Type TEXT/PLAIN;charset=utf-8', ['Content-Type', 'TEXT/PLAIN;charset=utf-8'], ALLOWED],
  ['Content-Type of a form', ['Content-Type', 'application/x-www-form-urlencoded'], ALLOWED],
  ['Content-Type of a form with files', ['Content-Type', 'multipart/form-data; boundary=x'], ALLOWED],
  ['Content-Type application/json', ['Content-Type', 'application/json'], HEADER],
  ['Content-Type text/xml', ['Content-Type', 'text/xml'], HEADER],
  ['Content-Type over 128 bytes', ['Content-Type', `text/plain; x=${'a'.repeat(128)}`], HEADER],
  ['Content-Type with an unsafe byte', ['Content-Type', 'text/plain; x="a"'], HEADER],
  ['Content-Type of two', ['Content-Type', 'text/plain, application/json'], HEADER],
  ['Accept', ['Accept', 'application/json'], ALLOWED],
  ['Accept with an unsafe byte', ['Accept', 'text/html;q="1"'], HEADER],
  ['Accept over 128 bytes', ['Accept', 'a'.repeat(129)], HEADER],
  ['Accept-Language', ['Accept-Language', 'de, en;q=0.5'], ALLOWED],
  ['Accept-Language with an unsafe byte', ['Accept-Language', 'de_DE'], HEADER],
  ['Content-Language', ['Content-Language', 'de'], ALLOWED],
  ['Range of one', ['Range', 'bytes=0-1'], ALLOWED],
  ['Range without an end', ['Range', 'bytes=0-'], ALLOWED],
  ['Range of the last bytes', ['Range', 'bytes=-1'], HEADER],
  ['Range of two', ['Range', 'bytes=0-1,3-4'], HEADER],
  ['Range backwards', ['Range', 'bytes=4-1'], HEADER],
  ['a header of the page’s own', ['X-Case', '1'], HEADER],
  ['Authorization', ['Authorization', 'Basic eDp5'], HEADER],
  ['X-Requested-With', ['X-Requested-With', 'XMLHttpRequest'], HEADER],
  ['If-None-Match', ['If-None-Match', '"1"'], HEADER],
  ['Cache-Control', ['Cache-Control', 'no-cache'], HEADER],
  ['Pragma', ['Pragma', 'no-cache'], HEADER],
  ['DPR', ['DPR', '2'], ALLOWED, HINT],
  ['Downlink', ['Downlink', '1'], ALLOWED, HINT],
  ['ECT', ['ECT', '4g'], ALLOWED, HINT],
  ['RTT', ['RTT', '100'], ALLOWED, HINT],
  ['Width', ['Width', '100'], ALLOWED, HINT],
  ['Viewport-Width', ['Viewport-Width', '100'], ALLOWED, HINT],
  ['Device-Memory', ['Device-Memory', '1'], ALLOWED, HINT],
  ['Save-Data on', ['Save-Data', 'on'], ALLOWED, HINT],
  ['Save-Data off', ['Save-Data', 'off'], HEADER],
  ['User-Agent', ['User-Agent', 'case'], ALLOWED, USER_AGENT],
];

export const REQUEST_HEADER_CASES: readonly Row[] = [
  ...ASKED.map(
    ([desc, header, chromium, firefox]): Row => ({
      desc: `${desc}, no header is allowed`,
      call: { method: 'POST', headers: [header], body: 'hello' },
      preflight: REFUSAL,
      reply: FINE,
      chromium,
      ...(firefox === undefined ? {} : { firefox }),
    }),
  ),
  {
    desc: 'Accept six times 100 bytes, no header is allowed',
    call: { headers: Array.from({ length: 6 }, (): HeaderLine => ['Accept', 'a'.repeat(100)]) },
    preflight: REFUSAL,
    reply: FINE,
    chromium: HEADER,
    firefox: ALONE,
  },
  {
    desc: 'Accept twice 100 bytes, no header is allowed',
    call: {
      headers: [
        ['Accept', 'a'.repeat(100)],
        ['Accept', 'a'.repeat(100)],
      ],
    },
    preflight: REFUSAL,
    reply: FINE,
    chromium: HEADER,
    firefox: ALONE,
  },
];
