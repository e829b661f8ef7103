import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { isAboutAll } from '../settings.ts';
import { indented, textOf } from '../text.ts';
import { webHeaderLines, webHeaders } from '../web-headers.ts';

export const cloudflareWorker: RecipeWriter = {
  id: 'cloudflare-worker',
  title: 'Cloudflare Worker',
  kind: 'cloud',
  alsoCalled: ['cloudflare', 'workers', 'workerd'],
  file: 'src/index.js',
  language: 'js',
  docs: 'https://developers.cloudflare.com/workers/examples/cors-header-proxy/',
  ranHere: true,
  shortfalls: [],
  complete: policy => textOf(webHeaders(policy), ['export default {', ...indented(fetchHandler(policy)), '};']),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Behind Cloudflare Access OPTIONS is answered with 403 before the Worker, even for signed-in users: turn on "Bypass options requests to origin" there, or give the application its CORS settings.',
    'Pages that Cloudflare makes itself, such as 52x and those of the firewall, do not come from the Worker and do not have its headers.',
    'The cache ignores Vary beyond Accept-Encoding unless a Cache Rule turns it on: what an origin varies by itself is best not cached here.',
    "Transform Rules can set and remove headers but answer no preflight, and one that repeats the request's Origin names any page that asks.",
    'An exception in the Worker becomes an error 1101 without headers: the `catch` is there for an upstream that cannot be reached.',
  ],
};

function fetchHandler(policy: Policy): string[] {
  const outside =
    policy.pathPrefix === '/'
      ? []
      : [`if (!new URL(request.url).pathname.startsWith(${jsString(policy.pathPrefix)})) return fetch(request);`];
  return ['async fetch(request) {', ...indented([...outside, ...PREFLIGHT, ...ANSWER]), '},'];
}

const PREFLIGHT = [
  'if (isPreflight(request)) {',
  '  return new Response(null, { status: 204, headers: setCors(new Headers(), request) });',
  '}',
];

const ANSWER = [
  'let answer;',
  'try {',
  '  answer = await fetch(request);',
  '} catch {',
  "  answer = new Response('The upstream cannot be reached.', { status: 502 });",
  '}',
  'const response = new Response(answer.body, answer);',
  'setCors(response.headers, request);',
  'return response;',
];

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault))
    return [
      ...webHeaders(policy),
      '',
      '// in fetch, for what it returns so far: whatever the status',
      ...PREFLIGHT,
      ...ANSWER,
    ];
  if (fault === 'origin-doubled') return ['// in fetch, where the response comes from', ...ANSWER];
  return ['// in setCors', ...webHeaderLines(policy, fault)];
}
