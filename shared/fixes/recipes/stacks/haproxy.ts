import { type Definition, definitionsFor } from '../definitions.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, policyHeaders } from '../policy-headers.ts';
import { haproxyString, haproxyValue } from '../quote/haproxy.ts';
import type { RecipeWriter } from '../recipe.ts';
import { listenAddress } from '../site.ts';
import { indented, textOf } from '../text.ts';

export const haproxy: RecipeWriter = {
  id: 'haproxy',
  title: 'HAProxy',
  kind: 'server',
  alsoCalled: ['haproxy-ingress'],
  file: '/etc/haproxy/haproxy.cfg',
  language: 'haproxy',
  docs: 'https://docs.haproxy.org/2.6/configuration.html#http-after-response',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const lines = [...replaced(policy), ...headersOf(policy).map(({ line }) => line)];
    const front = [
      `bind ${listenAddress(policy, ':')}`,
      ...conditionsFor(policy, [...lines, ANSWER]),
      ANSWER,
      ...lines,
    ];
    return textOf(
      ['defaults', ...indented(['mode http', 'timeout connect 5s', 'timeout client 30s', 'timeout server 30s'], 2)],
      ['frontend api', ...indented([...front, 'default_backend app'], 2)],
      ['backend app', ...indented([`server app1 ${policy.upstream}`], 2)],
    );
  },
  patch(policy, fault) {
    const lines = patchLines(policy, fault);
    return textOf(['# in the frontend, for the lines of the same names', ...conditionsFor(policy, lines), ...lines]);
  },
  notes: () => [
    '`http-after-response` (2.2 and later) is run for every response; `http-response` leaves out those that HAProxy makes itself: 503 without a server, 504, a denied 403, `http-request return`.',
    'A rule for responses cannot read the request, so what it needs is kept in a `txn` variable: an ACL on the path or on Origin there never matches, or is refused.',
    '`set-header` replaces what the server sent, `add-header` puts a second line beside it.',
    '`http-request return` comes before any `http-request auth` or `deny` that stands below it: keep it the first, for a preflight never carries credentials.',
  ],
};

const ANSWER = 'http-request return status 204 if { var(txn.cors_preflight) -m bool }';

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') return replaced(policy);
  const lines = headersOf(policy).filter(({ name }) => isAbout(fault, name));
  return [...(isUnanswered(fault) ? [ANSWER] : []), ...lines.map(({ line }) => line)];
}

/** Takes the server's own lines out. */
function replaced(policy: Policy): string[] {
  return CORS_HEADERS.map(name => `http-after-response del-header ${name}${onPath(policy)}`);
}

function headersOf(policy: Policy) {
  const { origins } = policy;
  const origin = origins === 'any' ? '"*"' : '"%[var(txn.cors_origin)]"';
  return [
    set('Access-Control-Allow-Origin', origin, ALLOWED),
    ...policyHeaders(policy).map(({ name, value, on }) =>
      set(name, haproxyValue(value), on === 'preflights' ? `${ALLOWED} ${PREFLIGHT}` : ALLOWED),
    ),
    ...(origins === 'any'
      ? []
      : [{ name: 'Vary', line: `http-after-response add-header Vary Origin${onPath(policy)}` }]),
  ];
}

const ALLOWED = '{ var(txn.cors_origin) -m found }';
const PREFLIGHT = '{ var(txn.cors_preflight) -m bool }';

function set(name: string, value: string, condition: string) {
  return { name, line: `http-after-response set-header ${name} ${value} if ${condition}` };
}

function onPath({ pathPrefix }: Policy): string {
  return pathPrefix === '/' ? '' : ' if { var(txn.cors_path) -m bool }';
}

/** Those that these lines read. */
function conditionsFor(policy: Policy, lines: readonly string[]): string[] {
  const path = policy.pathPrefix === '/' ? '' : ' { var(txn.cors_path) -m bool }';
  const method = '{ method OPTIONS } { req.hdr(Access-Control-Request-Method) -m found }';
  return definitionsFor(lines, [
    variable('cors_path', `bool(true) if { path_beg ${haproxyString(policy.pathPrefix)} }`),
    originVariable(policy, path),
    variable('cors_preflight', `bool(true) if ${method}${path}`),
  ]);
}

function originVariable({ origins }: Policy, path: string): Definition {
  if (origins === 'any') return variable('cors_origin', `str(any)${path === '' ? '' : ` if${path}`}`);
  const named = origins.map(origin => `acl cors_named req.fhdr(Origin,1) -m str -- ${haproxyString(origin)}`);
  const { name, lines } = variable('cors_origin', `req.fhdr(Origin,1) if cors_named${path}`);
  return { name, lines: [...named, ...lines] };
}

function variable(name: string, rest: string): Definition {
  return { name: `txn.${name}`, lines: [`http-request set-var(txn.${name}) ${rest}`] };
}
