import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout } from '../policy-headers.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, linesFor, originList, type Setting, setting } from '../settings.ts';
import { apiHost, upstreamParts } from '../site.ts';
import { indented, textOf } from '../text.ts';

/** Envoy's filter under other names: what `envoy.ts` says of it holds here. */
export const istio: RecipeWriter = {
  id: 'istio',
  title: 'Istio',
  kind: 'gateway',
  alsoCalled: ['istio-envoy', 'istio-ingressgateway'],
  file: 'virtual-service.yaml',
  language: 'yaml',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf([
      'apiVersion: networking.istio.io/v1',
      'kind: VirtualService',
      'metadata:',
      '  name: api',
      'spec:',
      `  hosts: ${yamlStrings([apiHost(policy)])}`,
      '  # gateways: the gateway that the API is reached through',
      '  http:',
      ...indented(routes(policy), 2),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Preflights carry no token: with a `RequestAuthentication` or an `AuthorizationPolicy` in the way, allow the method OPTIONS in a rule of its own (istio/istio#45716).',
    'Envoy never adds Vary by itself: `headers.response.add` does.',
    "To an origin that is not listed Envoy passes on the application's own headers: `headers.response.remove` takes them off first.",
    'Without `unmatchedPreflights: IGNORE` a preflight of another origin goes on to the application.',
    'A 401 or 403 that Istio gives itself may have no header, depending on its release (istio/istio#29425): look at one.',
    '`prefix` and `regex` under `allowOrigins` let look-alikes in: `exact` is the whole origin.',
  ],
};

const HEADERS = ['headers:', '  response:', `    remove: ${yamlStrings(CORS_HEADERS)}`, '    add: { Vary: "Origin" }'];

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const origins = originList(policy).map(origin => `  - exact: ${yamlString(origin)}`);
  return [
    setting('Access-Control-Allow-Origin', 'allowOrigins:', ...origins),
    setting('Access-Control-Allow-Credentials', `allowCredentials: ${credentials}`),
    setting('Access-Control-Allow-Methods', `allowMethods: ${yamlStrings(methods)}`),
    setting('Access-Control-Allow-Headers', `allowHeaders: ${yamlStrings(requestHeaders)}`),
    setting('Access-Control-Max-Age', `maxAge: ${yamlString(`${maxAge}s`)}`),
    setting('Access-Control-Expose-Headers', `exposeHeaders: ${yamlStrings(exposedHeaders)}`),
  ];
}

function corsPolicy(policy: Policy): string[] {
  return ['corsPolicy:', ...indented([...allLines(settingsOf(policy)), 'unmatchedPreflights: IGNORE'])];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const atRoute = '# in the entry of spec.http that serves the API';
  switch (fault) {
    case 'origin-doubled':
    case 'vary-missing':
      return [atRoute, ...HEADERS];
    case 'headers-absent':
    case 'errors-without-headers':
    case 'preflight-refused':
      return [atRoute, ...corsPolicy(policy), ...HEADERS];
    default: {
      const vary = isAbout(fault, 'Vary') ? [atRoute, ...HEADERS] : [];
      return [`${atRoute}, in corsPolicy`, ...linesFor(settingsOf(policy), fault), ...vary];
    }
  }
}

function routes(policy: Policy): string[] {
  const covered = route(policy, policy.pathPrefix, [...corsPolicy(policy), ...HEADERS]);
  return policy.pathPrefix === '/' ? covered : [...covered, ...route(policy, '/', [])];
}

function route(policy: Policy, prefix: string, lines: readonly string[]): string[] {
  const { host, port } = upstreamParts(policy);
  return [
    `- match: [{ uri: { prefix: ${yamlString(prefix)} } }]`,
    ...indented([...lines, 'route:', `  - destination: { host: ${yamlString(host)}, port: { number: ${port} } }`]),
  ];
}
