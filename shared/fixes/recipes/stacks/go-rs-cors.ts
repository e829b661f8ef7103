import type { Fault } from '../fault.ts';
import { GO_ONE_OWNER } from '../go-one-owner.ts';
import type { Policy } from '../policy.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, neverEmpty, originList, type Setting, setting } from '../settings.ts';
import { textOf } from '../text.ts';

export const goRsCors: RecipeWriter = {
  id: 'go-rs-cors',
  title: 'Go (rs/cors)',
  kind: 'framework',
  alsoCalled: ['go', 'golang', 'rs-cors', 'rs/cors', 'net/http'],
  file: 'cors.go',
  language: 'go',
  docs: 'https://pkg.go.dev/github.com/rs/cors',
  ranHere: true,
  shortfalls: [],
  complete: policy =>
    textOf(
      ['package main'],
      [
        'import (',
        '\t"net/http"',
        ...(policy.pathPrefix === '/' ? [] : ['\t"strings"']),
        '',
        '\t"github.com/rs/cors"',
        ')',
      ],
      withCors(policy),
      GO_ONE_OWNER,
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    'It goes around the whole mux, `http.ListenAndServe(address, withCORS(mux))`: the redirects of ServeMux to the URL with a slash then have the headers too, and preflights are not redirected.',
    'A handler that panics closes the connection, and the page sees a network error: put whatever recovers inside of `withCORS`.',
    '`AllowedMethods` has to list every method in use, HEAD too: a response to a method that is not listed has no header. By default these are GET, POST and HEAD.',
    '`Header().Set` in a handler replaces what the middleware has set, `Header().Add` makes it two: `oneOwner` undoes both.',
    '`AllowedOrigins: []string{"*"}` with `AllowCredentials` is never right: releases that repeat the origin then name any page that asks (rs/cors#55).',
    'With `AllowOriginRequestFunc` the response depends on more than the origin, and no Vary says on what (rs/cors#157).',
    ...(isOdd(policy)
      ? [
          'Old releases pass over what is no letter, digit, `-` or `_` in the name of a header, and write methods in upper case: the page that asks for them is refused.',
        ]
      : []),
  ],
};

function isOdd({ methods, requestHeaders }: Policy): boolean {
  return methods.some(name => name !== name.toUpperCase()) || requestHeaders.some(name => /[^a-z0-9_-]/i.test(name));
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const list = (name: string, texts: readonly string[]) => `\t\t${name} []string{${doubleQuotedList(texts)}},`;
  return [
    setting('Access-Control-Allow-Origin', list('AllowedOrigins:  ', originList(policy))),
    setting('Access-Control-Allow-Credentials', `\t\tAllowCredentials: ${credentials},`),
    setting('Access-Control-Allow-Methods', list('AllowedMethods:  ', methods)),
    setting('Access-Control-Allow-Headers', list('AllowedHeaders:  ', neverEmpty(requestHeaders))),
    setting('Access-Control-Expose-Headers', list('ExposedHeaders:  ', exposedHeaders)),
    setting('Access-Control-Max-Age', `\t\tMaxAge:           ${maxAge},`),
  ];
}

function withCors(policy: Policy): string[] {
  const { pathPrefix } = policy;
  const covered = [
    '\tcovered := rules.Handler(oneOwner(next))',
    '\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
    `\t\tif strings.HasPrefix(r.URL.Path, ${doubleQuoted(pathPrefix)}) {`,
    '\t\t\tcovered.ServeHTTP(w, r)',
    '\t\t} else {',
    '\t\t\tnext.ServeHTTP(w, r)',
    '\t\t}',
    '\t})',
  ];
  return [
    '// withCORS goes around the whole mux.',
    'func withCORS(next http.Handler) http.Handler {',
    '\trules := cors.New(cors.Options{',
    ...allLines(settingsOf(policy)),
    '\t})',
    ...(pathPrefix === '/' ? ['\treturn rules.Handler(oneOwner(next))'] : covered),
    '}',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault) || fault === 'vary-missing') {
    const place = '// around the whole mux, outside of all that asks who it is';
    return [...withCors(policy), '', place, '// handler := withCORS(mux)'];
  }
  if (fault === 'origin-doubled') return ['// between the CORS middleware and the handlers', ...GO_ONE_OWNER];
  return ['// in cors.Options', ...linesFor(settingsOf(policy), fault)];
}
