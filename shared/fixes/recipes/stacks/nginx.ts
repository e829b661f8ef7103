import { FAULT_HEADERS, type Fault } from '../fault.ts';
import { CORS_HEADERS, listed } from '../headers.ts';
import type { Policy } from '../policy.ts';
import { DOLLAR, nginxKey, nginxString } from '../quote/nginx.ts';
import type { RecipeWriter } from '../recipe.ts';
import { apiHost, listenPort } from '../site.ts';
import { indented, textOf } from '../text.ts';

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
    const lines = [...headersOf(policy).map(added), ...HIDE, PREFLIGHT];
    const rest = policy.pathPrefix === '/' ? [] : ['', ...block('location /', passOn(policy))];
    return textOf(
      mapsFor(policy, lines),
      block('server', [
        `listen ${listenPort(policy)};`,
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
    '`proxy_hide_header` keeps what the upstream sets itself from standing there twice; for FastCGI, uwsgi and gRPC it is `fastcgi_hide_header`, `uwsgi_hide_header`, `grpc_hide_header`.',
    '`return` comes before `auth_request`, `auth_basic` and `deny`: the preflight, which never carries credentials, is answered before any of them.',
    'An `error_page` that leads to another location leaves these lines behind: that location needs them too.',
    "`proxy_cache` stores the upstream's own headers and these lines are added after it, so one stored answer serves all origins.",
  ],
};

interface NginxMap {
  readonly variable: string;
  readonly lines: readonly string[];
}

const HIDE = CORS_HEADERS.map(name => `proxy_hide_header ${name};`);
const PREFLIGHT = 'if ($cors_preflight) { return 204; }';

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') return [...HIDE];
  const lines = headersOf(policy).filter(([name]) => FAULT_HEADERS[fault].includes(name));
  return fault === 'preflight-refused' ? [...lines.map(added), PREFLIGHT] : lines.map(added);
}

function added([name, value]: readonly [string, string]): string {
  return `add_header ${name} ${value} always;`;
}

/** An empty value is a header that is not sent. */
function headersOf(policy: Policy): (readonly [name: string, value: string])[] {
  const { origins, credentials, requestHeaders, exposedHeaders } = policy;
  const headers: (readonly [string, string, boolean])[] = [
    ['Access-Control-Allow-Origin', '$cors_origin', true],
    ['Access-Control-Allow-Credentials', '$cors_credentials', credentials],
    ['Access-Control-Allow-Methods', '$cors_methods', true],
    ['Access-Control-Allow-Headers', '$cors_headers', requestHeaders.length > 0],
    ['Access-Control-Max-Age', '$cors_max_age', true],
    ['Access-Control-Expose-Headers', '$cors_exposed', exposedHeaders.length > 0],
    ['Vary', 'Origin', origins !== 'any'],
  ];
  return headers.filter(([, , wanted]) => wanted).map(([name, value]) => [name, value]);
}

/** The maps whose variables are read, those first that others read. */
function mapsFor(policy: Policy, lines: readonly string[]): string[] {
  let text = lines.join('\n');
  const needed: NginxMap[] = [];
  for (const one of mapsOf(policy).reverse()) {
    if (!text.includes(one.variable)) continue;
    needed.unshift(one);
    text += one.lines.join('\n');
  }
  const maps = needed.flatMap(one => one.lines);
  return text.includes('cors_dollar') ? [DOLLAR, ...maps] : maps;
}

function mapsOf(policy: Policy): NginxMap[] {
  const { methods, requestHeaders, exposedHeaders, maxAge } = policy;
  return [
    originMap(policy),
    map('$cors_credentials', '$cors_origin', ['"" "";', 'default "true";']),
    map('$cors_preflight', '"$request_method/$http_access_control_request_method"', [
      'default "";',
      '"~^OPTIONS/." "preflight";',
    ]),
    toldInPreflight('$cors_methods', listed(methods)),
    toldInPreflight('$cors_headers', listed(requestHeaders)),
    toldInPreflight('$cors_max_age', String(maxAge)),
    map('$cors_exposed', '$cors_origin', ['"" "";', `default ${nginxString(listed(exposedHeaders))};`]),
  ];
}

function originMap({ origins }: Policy): NginxMap {
  if (origins === 'any') return map('$cors_origin', '$http_origin', ['default "*";']);
  const named = origins.map(origin => `${nginxKey(origin)} ${nginxString(origin)};`);
  return map('$cors_origin', '$http_origin', ['default "";', ...named]);
}

function toldInPreflight(variable: string, value: string): NginxMap {
  return map(variable, '"$cors_preflight$cors_origin"', ['default "";', `"~^preflight." ${nginxString(value)};`]);
}

function map(variable: string, source: string, entries: readonly string[]): NginxMap {
  return { variable, lines: block(`map ${source} ${variable}`, entries) };
}

function passOn({ upstream }: Policy): string[] {
  return ['proxy_set_header Host $host;', `proxy_pass http://${upstream};`];
}

function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...indented(lines, 2), '}'];
}
