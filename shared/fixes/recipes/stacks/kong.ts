import { expressible, leftAway } from '../expressible.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, linesFor, neverEmpty, originList, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

/** What is matched and set when: kong/plugins/cors/handler.lua. */
export const kong: RecipeWriter = {
  id: 'kong',
  title: 'Kong',
  kind: 'gateway',
  alsoCalled: ['kong-gateway'],
  file: 'kong.yml',
  language: 'yaml',
  docs: 'https://developer.konghq.com/plugins/cors/',
  ranHere: false,
  shortfalls: [
    {
      row: 'one-owner-denied',
      reason: 'Of the headers that the upstream sets itself, the plugin takes Access-Control-Allow-Origin alone off.',
    },
  ],
  complete: policy =>
    textOf([
      '_format_version: "3.0"',
      'services:',
      '  - name: "api"',
      `    url: ${yamlString(`http://${policy.upstream}`)}`,
      '    routes:',
      ...indented(routes(policy), 3),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    'A route with `methods` has to list OPTIONS: a preflight that no route matches is answered with 404 and no header, and no plugin of a route or a service sees it.',
    'A single origin that is written as it is goes out to every page that asks; an origin in the form of a pattern is compared, so one alone is written like that here.',
    '`origins: ["*"]` with `credentials: true` names any page that asks, and hands it the data of any signed-in user.',
    '`preflight_continue` has to stay off: the preflight would go on to key-auth, JWT or the upstream, and none of them expects it.',
    'Where `headers` is omitted or empty, the plugin allows whatever is asked for; where `methods` is, also TRACE and CONNECT.',
    ...leftAway(methodsOf(policy).left, 'the plugin knows no other methods than those of its list'),
  ],
};

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

function methodsOf({ methods }: Policy) {
  return expressible(methods, method => METHODS.includes(method));
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, requestHeaders, exposedHeaders, maxAge } = policy;
  return [
    setting('Access-Control-Allow-Origin', `origins: ${yamlStrings(originsOf(policy))}`),
    setting('Access-Control-Allow-Credentials', `credentials: ${credentials}`),
    setting('Access-Control-Allow-Methods', `methods: ${yamlStrings(methodsOf(policy).kept)}`),
    setting('Access-Control-Allow-Headers', `headers: ${yamlStrings(neverEmpty(requestHeaders))}`),
    setting('Access-Control-Max-Age', `max_age: ${maxAge}`),
    setting('Access-Control-Expose-Headers', `exposed_headers: ${yamlStrings(exposedHeaders)}`),
  ];
}

/** Whatever has more in it than letters, digits, `.`, `:`, `/` and `-` is a pattern to Kong: `[::1]` would be a set of letters. */
function originsOf(policy: Policy): string[] {
  const origins = originList(policy);
  if (policy.origins === 'any') return [...origins];
  const plain = origins.length > 1 && origins.every(origin => /^[A-Za-z0-9.:/-]+$/.test(origin));
  return plain ? [...origins] : origins.map(origin => `^${origin.replace(/[.+[\]]/g, '\\$&')}$`);
}

function plugin(lines: readonly string[]): string[] {
  return ['plugins:', '  - name: "cors"', '    config:', ...indented(lines, 3)];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') {
    return [
      '# The plugin replaces what the upstream sets: take the header out of the `add` of response-transformer and the like,',
      '# and leave it to the plugin',
      ...plugin(linesFor(settingsOf(policy), fault)),
    ];
  }
  const place = '# at the route, its service, or for all of them at the top';
  const lines = linesFor(settingsOf(policy), fault);
  if (fault === 'preflight-refused') {
    return [
      '# at the route, if it lists methods: add OPTIONS',
      place,
      ...plugin([...lines, 'preflight_continue: false']),
    ];
  }
  return [place, ...plugin(lines)];
}

function routes(policy: Policy): string[] {
  const covered = route(
    'api',
    policy.pathPrefix,
    plugin([...allLines(settingsOf(policy)), 'preflight_continue: false']),
  );
  return policy.pathPrefix === '/' ? covered : [...covered, ...route('rest', '/', [])];
}

function route(name: string, prefix: string, lines: readonly string[]): string[] {
  return [
    `- name: ${yamlString(name)}`,
    ...indented([`paths: ${yamlStrings([prefix])}`, 'strip_path: false', 'preserve_host: true', ...lines]),
  ];
}
