import type { RequestHead, ResponseHead } from '../../http/head.ts';
import { hrefOf, originOf, parseUrl, type Url } from '../../http/url.ts';
import { methodAfter, redirectIn } from '../../trace/redirect.ts';
import { withOneLine, without } from '../head-lines.ts';

/** A request of corscope's own, on the way to where a redirect leads. */
export interface NextRequest {
  readonly url: string;
  readonly target: Url;
  /** Without a length: its body is told by `keepsBody`. */
  readonly head: RequestHead;
  /** The body goes along; else there is none. */
  readonly keepsBody: boolean;
}

/** Why a redirect is handed on instead of being followed. */
export type Unfollowed = 'no-url' | 'not-http' | 'userinfo';

/** As many as browsers follow. https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7 */
export const MOST_REDIRECTS = 20;

/**
 * corscope asks the Location itself and delivers that answer, so that the browser sees no redirect: no new CORS check on
 * the way, and an Origin that stays the page's. Method, body and Authorization change as they would in the browser
 * (https://fetch.spec.whatwg.org/#http-redirect-fetch); cookies go to the same host alone, for only the browser knows the
 * others, and not from https to http. What the redirect itself sets (Set-Cookie) is not delivered.
 */
export const followRedirect = { next, examples: examples() } as const;

/** Null where the answer is no redirect. */
function next(url: string, asked: RequestHead, answer: ResponseHead): NextRequest | Unfollowed | null {
  const redirect = redirectIn(answer, () => url);
  if (redirect === null) return null;
  const { target } = redirect;
  if (target === null) return 'no-url';
  if (target.scheme !== 'http' && target.scheme !== 'https') return 'not-http';
  if (target.userinfo) return 'userinfo';
  const method = methodAfter(redirect.status, asked.method);
  const keepsBody = method === asked.method;
  const from = parseUrl(url);
  const named = withOneLine(without(asked, droppedNames(from, target, keepsBody)), 'Host', authorityOf(target));
  return { url: hrefOf(target), target, head: { ...named, method, target: target.path }, keepsBody };
}

const FRAMING = ['Content-Length', 'Transfer-Encoding', 'Trailer', 'Expect'];
/** https://fetch.spec.whatwg.org/#request-body-header-name */
const BODY_HEADERS = ['Content-Encoding', 'Content-Language', 'Content-Location', 'Content-Type'];

function droppedNames(from: Url | null, to: Url, keepsBody: boolean): string[] {
  const names = [...FRAMING];
  if (!keepsBody) names.push(...BODY_HEADERS);
  if (from === null || originOf(from) !== originOf(to)) names.push('Authorization');
  if (from === null || from.host !== to.host || (from.scheme === 'https' && to.scheme === 'http')) names.push('Cookie');
  return names;
}

function authorityOf({ host, port }: Url): string {
  return port === null ? host : `${host}:${port}`;
}

function examples() {
  const url = 'https://api.lab.test/a/b';
  const post =
    'POST /a/b HTTP/1.1\nHost: api.lab.test\nOrigin: https://app.lab.test\nAuthorization: Bearer x\nCookie: sid=1\nContent-Type: text/plain\nContent-Length: 2';
  return [
    {
      desc: 'keeps method, body, Authorization and cookies within the origin',
      url,
      asked: post,
      answer: 'HTTP/1.1 308 Permanent Redirect\nLocation: ../c?d=1#e',
      next: {
        url: 'https://api.lab.test/c?d=1',
        keepsBody: true,
        head: 'POST /c?d=1 HTTP/1.1\nHost: api.lab.test\nOrigin: https://app.lab.test\nAuthorization: Bearer x\nCookie: sid=1\nContent-Type: text/plain',
      },
    },
    {
      desc: 'drops Authorization and cookies on the way to another host',
      url,
      asked: post,
      answer: 'HTTP/1.1 307 Temporary Redirect\nLocation: https://files.lab.test:8443/c',
      next: {
        url: 'https://files.lab.test:8443/c',
        keepsBody: true,
        head: 'POST /c HTTP/1.1\nHost: files.lab.test:8443\nOrigin: https://app.lab.test\nContent-Type: text/plain',
      },
    },
    {
      desc: 'turns POST into GET after a 302, without what describes a body',
      url,
      asked: post,
      answer: 'HTTP/1.1 302 Found\nlocation: /c',
      next: {
        url: 'https://api.lab.test/c',
        keepsBody: false,
        head: 'GET /c HTTP/1.1\nHost: api.lab.test\nOrigin: https://app.lab.test\nAuthorization: Bearer x\nCookie: sid=1',
      },
    },
    {
      desc: 'turns everything but HEAD into GET after a 303',
      url,
      asked: 'DELETE /a/b HTTP/1.1\nHost: api.lab.test',
      answer: 'HTTP/1.1 303 See Other\nLocation: /c',
      next: { url: 'https://api.lab.test/c', keepsBody: false, head: 'GET /c HTTP/1.1\nHost: api.lab.test' },
    },
    {
      desc: 'takes cookies along from http to https of one host, and Authorization not',
      url: 'http://api.lab.test/a',
      asked: 'OPTIONS /a HTTP/1.1\nHost: api.lab.test\nAuthorization: Bearer x\nCookie: sid=1',
      answer: 'HTTP/1.1 301 Moved Permanently\nLocation: https://api.lab.test/a',
      next: {
        url: 'https://api.lab.test/a',
        keepsBody: true,
        head: 'OPTIONS /a HTTP/1.1\nHost: api.lab.test\nCookie: sid=1',
      },
    },
    {
      desc: 'sends no cookie from https to http',
      url,
      asked: 'GET /a/b HTTP/1.1\nHost: api.lab.test\nCookie: sid=1',
      answer: 'HTTP/1.1 302 Found\nLocation: http://api.lab.test/c',
      next: { url: 'http://api.lab.test/c', keepsBody: true, head: 'GET /c HTTP/1.1\nHost: api.lab.test' },
    },
    { desc: 'leaves other responses alone', url, asked: post, answer: 'HTTP/1.1 200 OK\nLocation: /c', next: null },
    { desc: 'needs a Location', url, asked: post, answer: 'HTTP/1.1 302 Found\nLocation:', next: null },
    {
      desc: 'goes to no app',
      url,
      asked: post,
      answer: 'HTTP/1.1 302 Found\nLocation: myapp://callback',
      next: 'not-http',
    },
    {
      desc: 'gives away no password of a URL',
      url,
      asked: post,
      answer: 'HTTP/1.1 302 Found\nLocation: https://user:word@api.lab.test/c',
      next: 'userinfo',
    },
    {
      desc: 'goes nowhere where the Location is no URL',
      url,
      asked: post,
      answer: 'HTTP/1.1 302 Found\nLocation: https://[',
      next: 'no-url',
    },
  ] as const;
}
