import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { isAboutAll } from '../settings.ts';
import { indented, textOf } from '../text.ts';
import { webHeaderLines, webHeaders } from '../web-headers.ts';

const ROUTES_OWN =
  'It runs before the route and takes nothing off its response: where it sets no header itself, that of the route stays.';

/** Whose header wins: packages/next/src/server/send-response.ts. */
export const nextjs: RecipeWriter = {
  id: 'nextjs',
  title: 'Next.js',
  kind: 'framework',
  alsoCalled: ['next', 'next.js'],
  file: 'proxy.js',
  language: 'js',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy',
  ranHere: false,
  shortfalls: [
    { row: 'one-owner', reason: ROUTES_OWN },
    { row: 'one-owner-denied', reason: ROUTES_OWN },
  ],
  complete: policy =>
    textOf(
      ["import { NextResponse } from 'next/server';"],
      webHeaders(policy),
      ['export function proxy(request) {', ...indented([...PREFLIGHT, ...ANSWER]), '}'],
      [matcher(policy)],
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Up to Next.js 15 the file is `middleware.js` and the function `middleware`; having both files fails the build.',
    'Routes must not set these headers themselves: of a header that stands here the route cannot set another value in a Response, but whatever is not set here, as for an origin that is not listed, comes through.',
    'Without this, a route handler that exports no `OPTIONS` answers the preflight by itself with 204 and `Allow`, but no CORS header.',
    'It has to come before any check of a session in the same function: preflights carry no cookie.',
    'A `redirect` for a missing or a surplus slash (`trailingSlash`) refuses the preflight: call the URL as it is.',
    'On Vercel, Deployment Protection refuses preflights before any code runs: put the path on its OPTIONS Allowlist.',
  ],
};

const PREFLIGHT = [
  'if (isPreflight(request)) {',
  '  return new NextResponse(null, { status: 204, headers: setCors(new Headers(), request) });',
  '}',
];

const ANSWER = ['const response = NextResponse.next();', 'setCors(response.headers, request);', 'return response;'];

function matcher({ pathPrefix }: Policy): string {
  return `export const config = { matcher: ${jsString(`${pathPrefix}:path*`)} };`;
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault)) {
    const body = ['// first in proxy, before any session is asked for', ...PREFLIGHT, ...ANSWER];
    return [...webHeaders(policy), '', ...body, '', matcher(policy)];
  }
  if (fault === 'origin-doubled') {
    return ['// in proxy; then take the headers out of the routes and out of headers() in next.config.js', ...ANSWER];
  }
  return ['// in setCors', ...webHeaderLines(policy, fault)];
}
