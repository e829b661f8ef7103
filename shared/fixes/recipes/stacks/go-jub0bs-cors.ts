import { expressible, leftAway } from '../expressible.ts';
import type { Fault } from '../fault.ts';
import { GO_ONE_OWNER } from '../go-one-owner.ts';
import type { Policy } from '../policy.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, originList, type Setting, setting } from '../settings.ts';
import { textOf } from '../text.ts';

/** What it refuses to be configured with: config.go. */
export const goJub0bsCors: RecipeWriter = {
  id: 'go-jub0bs-cors',
  title: 'Go (jub0bs/cors)',
  kind: 'framework',
  alsoCalled: ['jub0bs-cors', 'jub0bs/cors'],
  file: 'cors.go',
  language: 'go',
  docs: 'https://pkg.go.dev/github.com/jub0bs/cors',
  ranHere: false,
  shortfalls: [],
  complete: policy =>
    textOf(
      ['package main'],
      [
        'import (',
        '\t"net/http"',
        ...(policy.pathPrefix === '/' ? [] : ['\t"strings"']),
        '',
        '\t"github.com/jub0bs/cors"',
        ')',
      ],
      withCors(policy),
      GO_ONE_OWNER,
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    '`NewMiddleware` refuses what would be unsafe, all of it at once, and its error says why: let it end the program.',
    '`SetDebug(true)` makes a preflight that fails say what failed.',
    'The middleware goes around patterns without a method: a ServeMux that knows `GET /users` alone answers OPTIONS with 405 before anything else is asked.',
    'A handler that panics closes the connection, and the page sees a network error: put whatever recovers inside of `withCORS`.',
    'Handlers must not set the headers themselves: `oneOwner` undoes it.',
    ...(needsTolerance(policy)
      ? [
          'It lets an http origin in together with credentials when told so alone, as here: whoever is on the way can read along there.',
        ]
      : []),
    ...leftAway(originsOf(policy).left, 'it takes origins of http and https alone'),
  ],
};

function originsOf(policy: Policy) {
  return expressible(originList(policy), origin => origin === '*' || /^https?:/.test(origin));
}

function needsTolerance(policy: Policy): boolean {
  const loopback = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
  return policy.credentials && originList(policy).some(origin => origin.startsWith('http:') && !loopback.test(origin));
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const list = (name: string, texts: readonly string[]) => `\t\t${name} []string{${doubleQuotedList(texts)}},`;
  const tolerated = '\t\tExtraConfig:     cors.ExtraConfig{DangerouslyTolerateInsecureOrigins: true},';
  return [
    setting(
      'Access-Control-Allow-Origin',
      list('Origins:        ', originsOf(policy).kept),
      ...(needsTolerance(policy) ? [tolerated] : []),
    ),
    setting('Access-Control-Allow-Credentials', `\t\tCredentialed:    ${credentials},`),
    setting('Access-Control-Allow-Methods', list('Methods:        ', methods)),
    setting('Access-Control-Allow-Headers', list('RequestHeaders: ', requestHeaders)),
    setting('Access-Control-Expose-Headers', list('ResponseHeaders:', exposedHeaders)),
    // 0 stands for the browser's own 5 s, -1 for 0, and no more than a day is taken.
    setting('Access-Control-Max-Age', `\t\tMaxAgeInSeconds: ${maxAge === 0 ? -1 : Math.min(maxAge, 86_400)},`),
  ];
}

function withCors(policy: Policy): string[] {
  const { pathPrefix } = policy;
  const covered = [
    '\tcovered := middleware.Wrap(oneOwner(next))',
    '\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
    `\t\tif strings.HasPrefix(r.URL.Path, ${doubleQuoted(pathPrefix)}) {`,
    '\t\t\tcovered.ServeHTTP(w, r)',
    '\t\t} else {',
    '\t\t\tnext.ServeHTTP(w, r)',
    '\t\t}',
    '\t}), nil',
  ];
  return [
    '// withCORS goes around the whole mux.',
    'func withCORS(next http.Handler) (http.Handler, error) {',
    '\tmiddleware, err := cors.NewMiddleware(cors.Config{',
    ...allLines(settingsOf(policy)),
    '\t})',
    '\tif err != nil {',
    '\t\treturn nil, err',
    '\t}',
    ...(pathPrefix === '/' ? ['\treturn middleware.Wrap(oneOwner(next)), nil'] : covered),
    '}',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault) || fault === 'vary-missing') {
    const place = '// around the whole mux, outside of all that asks who it is';
    return [...withCors(policy), '', place, '// handler, err := withCORS(mux)'];
  }
  if (fault === 'origin-doubled') return ['// between the CORS middleware and the handlers', ...GO_ONE_OWNER];
  return ['// in cors.Config', ...linesFor(settingsOf(policy), fault)];
}
