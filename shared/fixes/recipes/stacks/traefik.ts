import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS } from '../policy-headers.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, originList, type Setting, setting } from '../settings.ts';
import { apiHost } from '../site.ts';
import { indented, textOf } from '../text.ts';

/** Order of removal and setting: `PostRequestModifyResponseHeaders` in Traefik's pkg/middlewares/headers/header.go. */
export const traefik: RecipeWriter = {
  id: 'traefik',
  title: 'Traefik',
  kind: 'gateway',
  alsoCalled: [],
  file: 'dynamic/cors.yml',
  language: 'yaml',
  docs: 'https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf([
      'http:',
      ...indented([
        'routers:',
        ...indented(routers(policy)),
        'middlewares:',
        '  cors:',
        '    headers:',
        ...indented([...allLines(settingsOf(policy)), ...REMOVED], 3),
        'services:',
        '  api:',
        '    loadBalancer:',
        '      servers:',
        `        - url: ${yamlString(`http://${policy.upstream}`)}`,
      ]),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'The middleware has to stand first in the list of each router: a `forwardAuth` before it refuses the preflight, and what it refuses has no header.',
    'A request that no router matches gets a 404 of Traefik itself, which no middleware sees: the path has to be routed.',
    '`addVaryHeader` is off by default, and covers the responses of the service alone: those to preflights have no Vary, which no cache keeps.',
    'Every preflight is answered with 200 by Traefik itself, that of an origin which is not listed too, without Access-Control-Allow-Origin.',
    'An origin that is not listed is handed what the service sets itself: the empty `customResponseHeaders` take that off first.',
    'Where `accessControlMaxAge` is omitted, 0 is sent, so every request that needs a preflight sends one.',
    '`accessControlAllowOriginListRegex` matches anywhere in the origin: with `^` and `$` it stands for the whole.',
  ],
};

const REMOVED = ['customResponseHeaders:', ...CORS_HEADERS.map(name => `  ${name}: ""`)];

function settingsOf(policy: Policy): Setting[] {
  const { origins, credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  return [
    setting('Access-Control-Allow-Origin', `accessControlAllowOriginList: ${yamlStrings(originList(policy))}`),
    setting('Access-Control-Allow-Credentials', `accessControlAllowCredentials: ${credentials}`),
    setting('Access-Control-Allow-Methods', `accessControlAllowMethods: ${yamlStrings(methods)}`),
    setting('Access-Control-Allow-Headers', `accessControlAllowHeaders: ${yamlStrings(requestHeaders)}`),
    setting('Access-Control-Max-Age', `accessControlMaxAge: ${maxAge}`),
    setting('Access-Control-Expose-Headers', `accessControlExposeHeaders: ${yamlStrings(exposedHeaders)}`),
    setting('Vary', `addVaryHeader: ${origins !== 'any'}`),
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const inMiddleware = (lines: readonly string[]) => ['# in http.middlewares.cors.headers', ...lines];
  if (fault === 'origin-doubled') return inMiddleware(REMOVED);
  const lines = inMiddleware(linesFor(settingsOf(policy), fault));
  if (!isAboutAll(fault)) return lines;
  return [...lines, '# in http.routers, before every other middleware of the router', 'middlewares: ["cors"]'];
}

function routers(policy: Policy): string[] {
  const host = `Host(\`${apiHost(policy)}\`)`;
  const covered = router('api', `${host} && PathPrefix(\`${policy.pathPrefix}\`)`, ['middlewares: ["cors"]']);
  return policy.pathPrefix === '/' ? covered : [...covered, ...router('rest', host, [])];
}

function router(name: string, rule: string, lines: readonly string[]): string[] {
  return [`${name}:`, ...indented([`rule: ${yamlString(rule)}`, 'service: "api"', ...lines])];
}
