import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, type PolicyHeader, policyHeaders } from '../policy-headers.ts';
import { vclString } from '../quote/vcl.ts';
import type { RecipeWriter } from '../recipe.ts';
import { block, textOf } from '../text.ts';

export const varnish: RecipeWriter = {
  id: 'varnish',
  title: 'Varnish',
  kind: 'server',
  alsoCalled: ['varnishd', 'vinyl'],
  file: '/etc/varnish/default.vcl',
  language: 'vcl',
  docs: 'https://varnish-cache.org/docs/trunk/users-guide/vcl-built-in-subs.html',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const lines = [...REPLACED, ...varyLines(policy), ...allowedLines(policy, () => true)];
    return textOf(
      ['vcl 4.1;', '', 'import std;'],
      backend(policy),
      subroutine(lines),
      ...answer(policy),
      ...calls(policy),
    );
  },
  patch(policy, fault) {
    if (fault === 'origin-doubled') {
      return textOf([
        '# above the vcl_deliver that sets the headers',
        ...block('sub vcl_deliver', onPath(policy, REPLACED)),
      ]);
    }
    const lines = patchLines(policy, fault);
    const std = lines.some(line => line.includes('std.')) ? ['import std;'] : [];
    const rest = [...(isUnanswered(fault) ? answer(policy) : []), ...calls(policy)];
    return textOf(['# in the .vcl file, for what is there under the same names', ...std], subroutine(lines), ...rest);
  },
  notes: () => [
    'Responses that Varnish generates itself in `vcl_synth` never pass `vcl_deliver`: both call the subroutine.',
    'The headers are set in `vcl_deliver`, after the cache: one stored response serves all origins, and none is handed out with another’s name. If the application sets them instead, it has to send `Vary: Origin`.',
    'Reflect Origin only after comparing it as a whole: without a comparison every origin is allowed, and a request without one gets an empty header.',
    'A regular expression for origins needs `^` and `$`, and a backslash before each dot: `~ "example.com"` lets `example.com.evil.test` in.',
  ],
};

const REPLACED = CORS_HEADERS.map(name => `unset resp.http.${name};`);
const PREFLIGHT = 'req.method == "OPTIONS" && req.http.Access-Control-Request-Method';

function patchLines(policy: Policy, fault: Fault): string[] {
  const vary = isAbout(fault, 'Vary') ? varyLines(policy) : [];
  return [...vary, ...allowedLines(policy, name => isAbout(fault, name))];
}

function backend({ upstream }: Policy): string[] {
  const colon = upstream.lastIndexOf(':');
  return block('backend default', [
    `.host = ${vclString(upstream.slice(0, colon).replace(/^\[|\]$/g, ''))};`,
    `.port = ${vclString(upstream.slice(colon + 1))};`,
  ]);
}

function subroutine(lines: readonly string[]): string[] {
  return block('sub cors_headers', lines);
}

function answer(policy: Policy): string[][] {
  return [block('sub vcl_recv', onPath(policy, block(`if (${PREFLIGHT})`, ['return (synth(204));'])))];
}

function calls(policy: Policy): string[][] {
  const call = onPath(policy, ['call cors_headers;']);
  return [
    block('sub vcl_deliver', call),
    block('sub vcl_synth', [...call, ...block('if (resp.status == 204)', ['return (deliver);'])]),
  ];
}

function onPath({ pathPrefix }: Policy, lines: readonly string[]): readonly string[] {
  if (pathPrefix === '/') return lines;
  return block(`if (req.url ~ ${vclString(`^${pathPrefix.replaceAll('.', '[.]')}`)})`, lines);
}

/** Several lines of Vary are made one, so that none of them is lost. */
function varyLines({ origins }: Policy): string[] {
  if (origins === 'any') return [];
  return [
    'std.collect(resp.http.Vary);',
    ...block('if (!resp.http.Vary)', ['set resp.http.Vary = "Origin";']),
    ...block('elseif (resp.http.Vary !~ "(?i)(^|,)[ \\t]*origin[ \\t]*(,|$)")', [
      'set resp.http.Vary = resp.http.Vary + ", Origin";',
    ]),
  ];
}

function allowedLines(policy: Policy, wanted: (name: string) => boolean): string[] {
  const { origins } = policy;
  const open = origins === 'any';
  const headers = policyHeaders(policy).filter(({ name }) => wanted(name));
  const lines = headers.filter(({ on }) => on === 'every-answer').map(setting);
  const told = headers.filter(({ on }) => on === 'preflights').map(setting);
  if (wanted('Access-Control-Allow-Origin')) {
    lines.unshift(`set resp.http.Access-Control-Allow-Origin = ${open ? '"*"' : 'req.http.Origin'};`);
  }
  if (told.length > 0) lines.push(...block(`if (${PREFLIGHT})`, told));
  if (open || lines.length === 0) return lines;
  return block(`if (${origins.map(origin => `req.http.Origin == ${vclString(origin)}`).join(' || ')})`, lines);
}

function setting({ name, value }: PolicyHeader): string {
  return `set resp.http.${name} = ${vclString(value)};`;
}
