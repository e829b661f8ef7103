import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { CORS_HEADERS, isAbout, policyHeaders } from './policy-headers.ts';
import { jsString, jsStrings } from './quote/javascript.ts';
import { allLines, type Setting, setting } from './settings.ts';
import { indented } from './text.ts';

/**
 * A policy for whatever has the web's own Request, Response and Headers: workers, edge functions, middleware. Two functions:
 * `isPreflight(request)`, and `setCors(headers, request)`, which takes off what anyone else has set and gives `headers` back.
 */
export function webHeaders(policy: Policy): string[] {
  return [
    ...(policy.origins === 'any' ? [] : [`const ORIGINS = new Set(${jsStrings(policy.origins)});`]),
    'const OWNED = [',
    ...indented(CORS_HEADERS.map(name => `${jsString(name)},`)),
    '];',
    '',
    'function isPreflight(request) {',
    "  return request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
    '}',
    '',
    'function setCors(headers, request) {',
    '  for (const name of OWNED) headers.delete(name);',
    ...indented(allLines(onEveryAnswer(policy))),
    '  if (isPreflight(request)) {',
    ...indented(allLines(onPreflights(policy)), 2),
    '  }',
    '  return headers;',
    '}',
  ];
}

/** Lines of `setCors` that a fault is about. */
export function webHeaderLines(policy: Policy, fault: Fault): string[] {
  const settings = [...onEveryAnswer(policy), ...onPreflights(policy)];
  return allLines(settings.filter(({ header }) => isAbout(fault, header)));
}

function onEveryAnswer(policy: Policy): Setting[] {
  const origin =
    policy.origins === 'any'
      ? [setting('Access-Control-Allow-Origin', "headers.set('Access-Control-Allow-Origin', '*');")]
      : [
          setting('Vary', "headers.append('Vary', 'Origin');"),
          setting(
            'Access-Control-Allow-Origin',
            "const origin = request.headers.get('Origin');",
            'if (!ORIGINS.has(origin)) return headers;',
            "headers.set('Access-Control-Allow-Origin', origin);",
          ),
        ];
  return [...origin, ...fixed(policy, 'every-answer')];
}

function onPreflights(policy: Policy): Setting[] {
  return fixed(policy, 'preflights');
}

function fixed(policy: Policy, wanted: 'every-answer' | 'preflights'): Setting[] {
  return policyHeaders(policy)
    .filter(({ on }) => on === wanted)
    .map(({ name, value }) => setting(name, `headers.set(${jsString(name)}, ${jsString(value)});`));
}
