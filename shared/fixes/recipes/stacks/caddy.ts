import { type Definition, definitionsFor } from '../definitions.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, policyHeaders } from '../policy-headers.ts';
import { caddyString } from '../quote/caddy.ts';
import type { RecipeWriter } from '../recipe.ts';
import { block, textOf } from '../text.ts';

export const caddy: RecipeWriter = {
  id: 'caddy',
  title: 'Caddy',
  kind: 'server',
  alsoCalled: [],
  file: '/etc/caddy/Caddyfile',
  language: 'caddyfile',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/header',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const lines = [...headersOf(policy).map(({ line }) => line), ANSWER];
    const rest = policy.pathPrefix === '/' ? [] : [`reverse_proxy ${policy.upstream}`];
    const route = block('route', [...lines, ...passOn(policy), ...rest]);
    return textOf(block(policy.api, [...matchersFor(policy, lines), ...route]));
  },
  patch(policy, fault) {
    const lines = patchLines(policy, fault);
    return textOf([
      '# in the route, for the lines of the same names (matchers outside it)',
      ...matchersFor(policy, lines),
      ...lines,
    ]);
  },
  notes: () => [
    '`reverse_proxy` adds the upstream’s headers to those that `header` has set: `header_down` with a minus removes them, so that each is sent once.',
    'Caddy sorts the directives of a site, and `basic_auth`, `forward_auth` and `handle` come before `respond`; a `route` keeps its order and comes after them. So authentication belongs in the `route`, below `respond`: outside it refuses the preflight.',
    'Several values of one header in a matcher go on a line each; on one line only the first is a value in older versions.',
    'A response from `handle_errors` keeps the headers that `header` had set before.',
  ],
};

const ANSWER = 'respond @cors_preflight 204';

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') return passOn(policy);
  const lines = headersOf(policy).filter(({ name }) => isAbout(fault, name));
  return [...lines.map(({ line }) => line), ...(isUnanswered(fault) ? [ANSWER] : [])];
}

function headersOf(policy: Policy) {
  const open = policy.origins === 'any';
  const allowed = open ? onPath(policy) : '@cors_allowed ';
  const told = open ? '@cors_preflight ' : '@cors_told ';
  return [
    header(allowed, 'Access-Control-Allow-Origin', open ? '*' : '{http.request.header.Origin}'),
    ...policyHeaders(policy).map(({ name, value, on }) =>
      header(on === 'preflights' ? told : allowed, name, caddyString(value)),
    ),
    ...(open ? [] : [{ name: 'Vary', line: `header ${onPath(policy)}+Vary Origin` }]),
  ];
}

function header(matcher: string, name: string, value: string) {
  return { name, line: `header ${matcher}${name} ${value}` };
}

function onPath({ pathPrefix }: Policy): string {
  return pathPrefix === '/' ? '' : `${pathPrefix}* `;
}

/** Those that these lines read. */
function matchersFor(policy: Policy, lines: readonly string[]): string[] {
  const path = policy.pathPrefix === '/' ? [] : [`path ${policy.pathPrefix}*`];
  const named = policy.origins === 'any' ? [] : policy.origins.map(origin => `header Origin ${caddyString(origin)}`);
  const preflight = ['method OPTIONS', 'header Access-Control-Request-Method *'];
  return definitionsFor(lines, [
    matcher('@cors_allowed', [...path, ...named]),
    matcher('@cors_preflight', [...path, ...preflight]),
    matcher('@cors_told', [...path, ...preflight, ...named]),
  ]);
}

function matcher(name: string, lines: readonly string[]): Definition {
  return { name, lines: block(name, lines) };
}

function passOn(policy: Policy): string[] {
  const taken = CORS_HEADERS.map(name => `header_down -${name}`);
  return block(`reverse_proxy ${onPath(policy)}${policy.upstream}`, taken);
}
