import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, policyHeaders } from '../policy-headers.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

/** Not by Flask-CORS: it works within Flask, after what turns a preflight away, and gives way to a view that sets the header. */
export const flask: RecipeWriter = {
  id: 'flask',
  title: 'Flask',
  kind: 'framework',
  alsoCalled: ['werkzeug', 'gunicorn', 'wsgi', 'flask-cors'],
  file: 'wsgi.py',
  language: 'python',
  docs: 'https://flask.palletsprojects.com/en/stable/quickstart/#hooking-in-wsgi-middleware',
  ranHere: true,
  shortfalls: [],
  complete: policy =>
    textOf(
      ['# beside app.py, whose app it wraps: serve wsgi:app in place of app:app', 'from app import app'],
      classLines(policy),
      ['', 'app.wsgi_app = Cors(app.wsgi_app)'],
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'Around `app.wsgi_app` it comes before `before_request`, routing and its redirect to the URL with a slash: none of them sees a preflight.',
    'Flask-CORS answers a preflight after all of those, leaves Vary off where the origin is denied, and stands back where a view has set Access-Control-Allow-Origin itself: take it out when this goes in.',
    'Flask-CORS reads an origin that has one of `*`, `\\`, `?`, `$`, `^`, brackets or parentheses in it as a pattern, `http://[::1]:3000` among them.',
    'With the debugger on, or `PROPAGATE_EXCEPTIONS`, an unhandled exception never becomes a response of Flask, and its page has no header.',
    'A POST to a URL without its slash is redirected with 308: call the URL as it is.',
  ],
};

function classLines(policy: Policy): string[] {
  const { origins, pathPrefix } = policy;
  const outside = [
    `if not environ["PATH_INFO"].startswith(${doubleQuoted(pathPrefix)}):`,
    '    return self.app(environ, start_response)',
  ];
  return [
    ...(origins === 'any' ? [] : [`ORIGINS = [${doubleQuotedList(origins)}]`]),
    'OWNED = {',
    ...CORS_HEADERS.map(name => `    ${doubleQuoted(name.toLowerCase())},`),
    '}',
    '',
    '',
    'class Cors:',
    '    """The one owner of the CORS headers: answers preflights, and replaces what the app sets."""',
    '',
    '    def __init__(self, app):',
    '        self.app = app',
    '',
    '    def __call__(self, environ, start_response):',
    ...pythonIndented(pathPrefix === '/' ? [] : outside, 2),
    '        preflight = environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ',
    '        own = cors_headers(environ.get("HTTP_ORIGIN"), preflight)',
    '        if preflight:',
    '            start_response("204 No Content", own)',
    '            return []',
    '',
    '        def start(status, headers, exc_info=None):',
    '            kept = [pair for pair in headers if pair[0].lower() not in OWNED]',
    '            return start_response(status, kept + own, exc_info)',
    '',
    '        return self.app(environ, start)',
    '',
    '',
    'def cors_headers(origin, preflight):',
    ...pythonIndented(headerLines(policy), 1),
  ];
}

function pair(name: string, value: string): string {
  return `headers.append((${doubleQuoted(name)}, ${value}))`;
}

function onEveryAnswer(policy: Policy): Setting[] {
  const named = [
    setting('Vary', pair('Vary', '"Origin"')),
    setting(
      'Access-Control-Allow-Origin',
      'if origin not in ORIGINS:',
      '    return headers',
      pair('Access-Control-Allow-Origin', 'origin'),
    ),
  ];
  const any = [setting('Access-Control-Allow-Origin', pair('Access-Control-Allow-Origin', '"*"'))];
  return [...(policy.origins === 'any' ? any : named), ...fixed(policy, 'every-answer')];
}

function fixed(policy: Policy, wanted: 'every-answer' | 'preflights'): Setting[] {
  return policyHeaders(policy)
    .filter(({ on }) => on === wanted)
    .map(({ name, value }) => setting(name, pair(name, doubleQuoted(value))));
}

function headerLines(policy: Policy): string[] {
  return [
    'headers = []',
    ...allLines(onEveryAnswer(policy)),
    'if preflight:',
    ...pythonIndented(allLines(fixed(policy, 'preflights')), 1),
    'return headers',
  ];
}

/** Four spaces a level. */
function pythonIndented(lines: readonly string[], levels: number): string[] {
  return indented(lines, levels * 2);
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault) || fault === 'origin-doubled') {
    return [
      '# around the app, in place of Flask-CORS and of headers that views set',
      ...classLines(policy),
      '',
      '',
      'app.wsgi_app = Cors(app.wsgi_app)',
    ];
  }
  const settings = [...onEveryAnswer(policy), ...fixed(policy, 'preflights')];
  return ['# in cors_headers', ...allLines(settings.filter(({ header }) => isAbout(fault, header)))];
}
