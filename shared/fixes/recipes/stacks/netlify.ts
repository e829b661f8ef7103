import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { isAboutAll } from '../settings.ts';
import { indented, textOf } from '../text.ts';
import { webHeaderLines, webHeaders } from '../web-headers.ts';

export const netlify: RecipeWriter = {
  id: 'netlify',
  title: 'Netlify',
  kind: 'cloud',
  alsoCalled: [],
  file: 'netlify/edge-functions/cors.js',
  language: 'js',
  docs: 'https://docs.netlify.com/build/edge-functions/api/',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf(
      webHeaders(policy),
      ['export default async (request, context) => {', ...indented([...PREFLIGHT, ...ANSWER]), '};'],
      [`export const config = { path: ${jsString(`${policy.pathPrefix}*`)} };`],
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Headers of `_headers` and netlify.toml apply only to files, not to the responses of a function, an edge function or a proxied site.',
    'They are also fixed text: enough for one origin or `*`, and they do not answer preflights.',
    'A function that answers OPTIONS itself no longer sees it: the edge function comes first.',
    'Several edge functions on one path run in the order in which netlify.toml names them: this one has to be first.',
    'A redirect rule with status 200 passes on what the other site sets itself: the edge function takes it off.',
  ],
};

const PREFLIGHT = [
  'if (isPreflight(request)) {',
  '  return new Response(null, { status: 204, headers: setCors(new Headers(), request) });',
  '}',
];

const ANSWER = [
  'const answer = await context.next();',
  'const response = new Response(answer.body, answer);',
  'setCors(response.headers, request);',
  'return response;',
];

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault))
    return [...webHeaders(policy), '', '// in the edge function: whatever the status', ...PREFLIGHT, ...ANSWER];
  if (fault === 'origin-doubled') return ['// in the edge function', ...ANSWER];
  return ['// in setCors', ...webHeaderLines(policy, fault)];
}
