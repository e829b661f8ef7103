import { type Definition, definitionsFor } from '../definitions.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, type PolicyHeader, policyHeaders } from '../policy-headers.ts';
import { DOLLAR, nginxKey, nginxString } from '../quote/nginx.ts';
import type { RecipeWriter } from '../recipe.ts';
import { apiHost, listenAddress } from '../site.ts';
import { block, textOf } from '../text.ts';

export const nginx: RecipeWriter = {
  id: 'nginx',
  title: 'nginx',
  kind: 'server',
  alsoCalled: ['openresty', 'tengine'],
  file: '/etc/nginx/conf.d/cors.conf',
  language: 'nginx',
  docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const lines = [...partsOf(policy).map(added), ...HIDE, PREFLIGHT];
    const rest = policy.pathPrefix === '/' ? [] : ['', ...block('location /', passOn(policy))];
    return textOf(
      mapsFor(policy, lines),
      block('server', [
        `listen ${listenAddress(policy, '')};`,
        `server_name ${apiHost(policy)};`,
        '',
        ...block(`location ${policy.pathPrefix}`, [...lines, ...passOn(policy)]),
        ...rest,
      ]),
    );
  },
  patch(policy, fault) {
    const lines = patchLines(policy, fault);
    const maps = mapsFor(policy, lines);
    return textOf(maps.length === 0 ? [] : ['# in http { }', ...maps], [
      `# in the location that serves ${policy.pathPrefix}, for the lines of the same names`,
      ...lines,
    ]);
  },
  notes: () => [
    'Without `always` nginx adds a header to 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308 alone: every error then looks like a CORS failure.',
    'One `add_header` in a `location` or an `if` drops all that are inherited from outside it: keep them together, or repeat them (from 1.29.3 `add_header_inherit merge` does).',
    '`proxy_hide_header` keeps the upstream’s own headers from being sent twice; for FastCGI, uwsgi and gRPC it is `fastcgi_hide_header`, `uwsgi_hide_header`, `grpc_hide_header`.',
    '`return` comes before `auth_request`, `auth_basic` and `deny`: the preflight, which never carries credentials, is answered before any of them.',
    'A long origin needs a larger `map_hash_bucket_size`, which may stand in `http { }` once.',
    'An `error_page` that leads to another location does not inherit these lines: that location needs them too.',
    "`proxy_cache` stores the upstream's own headers and these lines are added after it, so one stored response serves all origins.",
  ],
};

/** A header that nginx adds: an empty value is one that is not sent. */
interface Part {
  readonly name: string;
  readonly value: string;
}

const HIDE = CORS_HEADERS.map(name => `proxy_hide_header ${name};`);
const PREFLIGHT = 'if ($cors_preflight) { return 204; }';
const PREFLIGHT_MAP = map('"$request_method/$http_access_control_request_method"', '$cors_preflight', [
  'default "";',
  '"~^OPTIONS/." "preflight";',
]);

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') return HIDE;
  const lines = partsOf(policy)
    .filter(({ name }) => isAbout(fault, name))
    .map(added);
  return isUnanswered(fault) ? [...lines, PREFLIGHT] : lines;
}

function added({ name, value }: Part): string {
  return `add_header ${name} ${value} always;`;
}

function partsOf(policy: Policy): Part[] {
  return [
    { name: 'Access-Control-Allow-Origin', value: '$cors_origin' },
    ...policyHeaders(policy).map(({ name }) => ({ name, value: variableFor(name) })),
    ...(policy.origins === 'any' ? [] : [{ name: 'Vary', value: 'Origin' }]),
  ];
}

/** `$cors_max_age` for Access-Control-Max-Age. */
function variableFor(name: string): string {
  const short = name.replace(/^Access-Control-(?:Allow-)?/, '').toLowerCase();
  return `$cors_${short.replaceAll('-', '_')}`;
}

/** Those that these lines read. */
function mapsFor(policy: Policy, lines: readonly string[]): string[] {
  const dollar = { name: '{cors_dollar}', lines: [DOLLAR] };
  return definitionsFor(lines, [dollar, originMap(policy), PREFLIGHT_MAP, ...policyHeaders(policy).map(headerMap)]);
}

function originMap({ origins }: Policy): Definition {
  if (origins === 'any') return map('$http_origin', '$cors_origin', ['default "*";']);
  const named = origins.map(origin => `${nginxKey(origin)} ${nginxString(origin)};`);
  const { name, lines } = map('$http_origin', '$cors_origin', ['default "";', ...named]);
  const longest = Math.max(...origins.map(origin => origin.length));
  return longest <= MAP_KEY ? { name, lines } : { name, lines: ['map_hash_bucket_size 512;', ...lines] };
}

/** Longer keys do not fit into a bucket of 64 bytes, the smallest that nginx takes by itself, and it would not start. */
const MAP_KEY = 40;

function headerMap({ name, value, on }: PolicyHeader): Definition {
  const variable = variableFor(name);
  if (on === 'every-answer') return map('$cors_origin', variable, ['"" "";', `default ${nginxString(value)};`]);
  return map('"$cors_preflight$cors_origin"', variable, ['default "";', `"~^preflight." ${nginxString(value)};`]);
}

function map(source: string, variable: string, entries: readonly string[]): Definition {
  return { name: variable, lines: block(`map ${source} ${variable}`, entries) };
}

function passOn({ upstream }: Policy): string[] {
  return ['proxy_set_header Host $host;', `proxy_pass http://${upstream};`];
}
