import { expressible, leftAway } from '../expressible.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { yamlString } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, linesFor, listed, neverEmpty, originList, type Setting, setting } from '../settings.ts';
import { apiHost, upstreamParts } from '../site.ts';
import { indented, textOf } from '../text.ts';

/**
 * Which values are taken: internal/ingress/annotations/cors/main.go; what becomes of them: the template CORS in
 * rootfs/etc/nginx/template/nginx.tmpl.
 */
export const ingressNginx: RecipeWriter = {
  id: 'ingress-nginx',
  title: 'ingress-nginx',
  kind: 'gateway',
  alsoCalled: ['nginx-ingress', 'ingress'],
  file: 'ingress.yaml',
  language: 'yaml',
  docs: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors',
  ranHere: false,
  shortfalls: [
    { row: 'vary-allowed', reason: 'It adds no Vary: the application has to, on every response.' },
    { row: 'vary-denied', reason: 'It adds no Vary: the application has to, on every response.' },
    { row: 'vary-no-origin', reason: 'It adds no Vary: the application has to, on every response.' },
    { row: 'preflight-denied', reason: 'A preflight of an origin that is not listed goes on to the application.' },
    { row: 'one-owner-denied', reason: 'To an origin that is not listed, the application’s own headers pass through.' },
    { row: 'plain-options', reason: 'Every OPTIONS of a listed origin is answered with 204, preflight or not.' },
  ],
  complete(policy) {
    const { host, port } = upstreamParts(policy);
    return textOf([
      'apiVersion: networking.k8s.io/v1',
      'kind: Ingress',
      'metadata:',
      '  name: api',
      '  annotations:',
      ...indented(['nginx.ingress.kubernetes.io/enable-cors: "true"', ...allLines(settingsOf(policy))], 2),
      'spec:',
      '  ingressClassName: nginx',
      '  rules:',
      `    - host: ${yamlString(apiHost(policy))}`,
      '      http:',
      '        paths:',
      `          - path: ${yamlString(policy.pathPrefix)}`,
      '            pathType: Prefix',
      '            backend:',
      `              service: { name: ${yamlString(serviceName(host))}, port: { number: ${port} } }`,
    ]);
  },
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    '`cors-allow-credentials` is true and `cors-allow-origin` is `*` if they are omitted: set both.',
    'A list with a character that it does not expect is dropped in silence for the default, which allows other methods and headers than yours.',
    'Annotations reach every path of their Ingress: paths under another policy need an Ingress of their own.',
    'Behind `auth-url` the preflight of a listed origin is answered before the check; that of another origin is not, and gets its 401.',
    'For a Vary from here, `configuration-snippet: add_header Vary Origin always;` does it where `allow-snippet-annotations` is on, which it is not by default.',
    'Headers are set on errors too, and replace those of the application: it need not stop sending its own.',
    ...leftAway(
      originsOf(policy).left,
      'it takes origins of http and https, with a name of letters, digits, `-` and dots',
    ),
    ...leftAway(methodsOf(policy).left, 'it takes methods of letters alone'),
    ...leftAway(namesOf(policy).left, 'it takes names of letters, digits, `-` and `_`'),
  ],
};

function originsOf(policy: Policy) {
  return expressible(originList(policy), origin => origin === '*' || /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin));
}

function methodsOf({ methods }: Policy) {
  return expressible(methods, method => /^[A-Za-z]+$/.test(method));
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}

function namesOf({ requestHeaders, exposedHeaders }: Policy) {
  return expressible([...requestHeaders, ...exposedHeaders], isPlainName);
}

function annotation(name: string, value: string): string {
  return `nginx.ingress.kubernetes.io/${name}: ${yamlString(value)}`;
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, requestHeaders, exposedHeaders, maxAge } = policy;
  const all = [
    setting('Access-Control-Allow-Origin', annotation('cors-allow-origin', listed(originsOf(policy).kept))),
    setting('Access-Control-Allow-Credentials', annotation('cors-allow-credentials', String(credentials))),
    setting('Access-Control-Allow-Methods', annotation('cors-allow-methods', listed(methodsOf(policy).kept))),
    setting(
      'Access-Control-Allow-Headers',
      annotation('cors-allow-headers', listed(neverEmpty(requestHeaders.filter(isPlainName)))),
    ),
    setting('Access-Control-Max-Age', annotation('cors-max-age', String(maxAge))),
  ];
  const exposed = exposedHeaders.filter(isPlainName);
  if (exposed.length === 0) return all;
  return [...all, setting('Access-Control-Expose-Headers', annotation('cors-expose-headers', listed(exposed)))];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const place = '# in metadata.annotations';
  if (fault === 'vary-missing') {
    return [
      `${place}, where allow-snippet-annotations is on; otherwise the application has to send it`,
      'nginx.ingress.kubernetes.io/configuration-snippet: "add_header Vary Origin always;"',
    ];
  }
  const lines = linesFor(settingsOf(policy), fault);
  return [place, 'nginx.ingress.kubernetes.io/enable-cors: "true"', ...lines];
}

/** A Service goes by one label; an address of another kind says nothing about its name. */
function serviceName(host: string): string {
  return /^[a-z][a-z0-9-]*$/.test(host) ? host : 'api';
}
