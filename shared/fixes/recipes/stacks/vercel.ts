import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { isAboutAll } from '../settings.ts';
import { indented, textOf } from '../text.ts';
import { webHeaderLines, webHeaders } from '../web-headers.ts';

export const vercel: RecipeWriter = {
  id: 'vercel',
  title: 'Vercel',
  kind: 'cloud',
  alsoCalled: ['now'],
  file: 'middleware.js',
  language: 'js',
  docs: 'https://vercel.com/kb/guide/how-to-enable-cors',
  ranHere: false,
  shortfalls: [
    {
      row: 'one-owner',
      reason:
        'Routing Middleware runs before the function and takes nothing off its response: the function must not set the headers.',
    },
    { row: 'one-owner-denied', reason: 'What a function sets itself reaches any page.' },
  ],
  complete: policy =>
    textOf(
      ["import { next } from '@vercel/functions';"],
      webHeaders(policy),
      ['export default function middleware(request) {', ...indented(BODY), '}'],
      [matcher(policy)],
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Deployment Protection refuses preflights before any code runs: put the path on its OPTIONS Allowlist.',
    '`headers` in vercel.json is fixed text: enough for one origin or `*`, and it does not answer preflights.',
    'Functions add no CORS headers by themselves and have to answer OPTIONS where no middleware does.',
    'What a function sets wins over vercel.json: set the headers in one place alone.',
    'In a Next.js project the file is `proxy.js`: see the recipe for Next.js.',
  ],
};

const BODY = [
  'const headers = setCors(new Headers(), request);',
  'return isPreflight(request) ? new Response(null, { status: 204, headers }) : next({ headers });',
];

function matcher({ pathPrefix }: Policy): string {
  return `export const config = { matcher: ${jsString(`${pathPrefix}:path*`)} };`;
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault)) {
    return [
      ...webHeaders(policy),
      '',
      '// first in middleware, before any session is asked for',
      ...BODY,
      '',
      matcher(policy),
    ];
  }
  if (fault === 'origin-doubled') {
    return ['// in middleware; then take the headers out of the functions and out of vercel.json', ...BODY];
  }
  return ['// in setCors', ...webHeaderLines(policy, fault)];
}
