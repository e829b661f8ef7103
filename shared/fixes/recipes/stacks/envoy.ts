import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout } from '../policy-headers.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, linesFor, listed, originList, type Setting, setting } from '../settings.ts';
import { listenPort, upstreamParts } from '../site.ts';
import { indented, textOf } from '../text.ts';

/** What the filter does to which answer: source/extensions/filters/http/cors/cors_filter.cc. */
export const envoy: RecipeWriter = {
  id: 'envoy',
  title: 'Envoy',
  kind: 'gateway',
  alsoCalled: ['envoyproxy', 'contour', 'emissary'],
  file: 'envoy.yaml',
  language: 'yaml',
  docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf([
      'static_resources:',
      '  listeners:',
      '    - name: "api"',
      `      address: { socket_address: { address: "0.0.0.0", port_value: ${listenPort(policy)} } }`,
      '      filter_chains:',
      '        - filters:',
      '            - name: "envoy.filters.network.http_connection_manager"',
      '              typed_config:',
      ...indented(connectionManager(policy), 8),
      '  clusters:',
      ...indented(cluster(policy), 2),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    '`envoy.filters.http.cors` has to be the first of `http_filters`: an `ext_authz`, `jwt_authn` or `rbac` before it refuses the preflight, and what it refuses has no header.',
    'The filter alone does nothing: a policy has to stand at the route or its virtual host, and it is passed by where the route is a `direct_response` or a `redirect`.',
    'The filter never adds Vary: `response_headers_to_add` does.',
    'To an origin that is not listed the filter passes on what the upstream sets itself: `response_headers_to_remove` takes that off first.',
    '`forward_not_matching_preflights` is on by default: preflights of other origins then reach the upstream.',
    'The lists are strings here, and `max_age` is one too; `*` as a method or a header repeats what was asked for.',
  ],
};

const FILTER = [
  '- name: "envoy.filters.http.cors"',
  '  typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors" }',
];
const REMOVED = `response_headers_to_remove: ${yamlStrings(CORS_HEADERS)}`;

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const origins = originList(policy).map(origin => `  - exact: ${yamlString(origin)}`);
  return [
    setting('Access-Control-Allow-Origin', 'allow_origin_string_match:', ...origins),
    setting('Access-Control-Allow-Credentials', `allow_credentials: ${credentials}`),
    setting('Access-Control-Allow-Methods', `allow_methods: ${yamlString(listed(methods))}`),
    setting('Access-Control-Allow-Headers', `allow_headers: ${yamlString(listed(requestHeaders))}`),
    setting('Access-Control-Max-Age', `max_age: ${yamlString(String(maxAge))}`),
    setting('Access-Control-Expose-Headers', `expose_headers: ${yamlString(listed(exposedHeaders))}`),
  ];
}

/** Also for any origin: the filter names the one that asks. */
const VARY = [
  'response_headers_to_add:',
  '  - header: { key: "Vary", value: "Origin" }',
  '    append_action: APPEND_IF_EXISTS_OR_ADD',
];

function corsPolicy(policy: Policy): string[] {
  return [
    'typed_per_filter_config:',
    '  envoy.filters.http.cors:',
    '    "@type": "type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy"',
    ...indented([...allLines(settingsOf(policy)), 'forward_not_matching_preflights: false'], 2),
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const atRoute = '# at the route or its virtual host';
  const filter = ['# first in http_filters', ...FILTER];
  switch (fault) {
    case 'origin-doubled':
      return [atRoute, REMOVED];
    case 'vary-missing':
      return [atRoute, ...VARY];
    case 'headers-absent':
    case 'errors-without-headers':
    case 'preflight-refused':
      return [...filter, atRoute, ...corsPolicy(policy), REMOVED, ...VARY];
    default: {
      const place = `${atRoute}, in typed_per_filter_config, envoy.filters.http.cors`;
      const vary = isAbout(fault, 'Vary') ? [atRoute, ...VARY] : [];
      return [place, ...linesFor(settingsOf(policy), fault), ...vary];
    }
  }
}

function connectionManager(policy: Policy): string[] {
  return [
    '"@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"',
    'stat_prefix: "api"',
    'route_config:',
    '  virtual_hosts:',
    '    - name: "api"',
    '      domains: ["*"]',
    '      routes:',
    ...indented(routes(policy), 4),
    'http_filters:',
    ...indented([
      ...FILTER,
      '- name: "envoy.filters.http.router"',
      '  typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router" }',
    ]),
  ];
}

function routes(policy: Policy): string[] {
  const covered = route(policy.pathPrefix, [REMOVED, ...VARY, ...corsPolicy(policy)]);
  return policy.pathPrefix === '/' ? covered : [...covered, ...route('/', [])];
}

function route(prefix: string, lines: readonly string[]): string[] {
  return [`- match: { prefix: ${yamlString(prefix)} }`, ...indented(['route: { cluster: "api" }', ...lines])];
}

function cluster(policy: Policy): string[] {
  const { host, port } = upstreamParts(policy);
  return [
    '- name: "api"',
    '  type: STRICT_DNS',
    '  load_assignment:',
    '    cluster_name: "api"',
    '    endpoints:',
    '      - lb_endpoints:',
    `          - endpoint: { address: { socket_address: { address: ${yamlString(host)}, port_value: ${port} } } }`,
  ];
}
