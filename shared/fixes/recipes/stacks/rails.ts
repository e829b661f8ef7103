import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS } from '../policy-headers.ts';
import { rubyString, rubySymbol } from '../quote/ruby.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, originList, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

export const rails: RecipeWriter = {
  id: 'rails',
  title: 'Rails (rack-cors)',
  kind: 'framework',
  alsoCalled: ['rack-cors', 'rack', 'ruby', 'puma'],
  file: 'config/initializers/cors.rb',
  language: 'ruby',
  docs: 'https://github.com/cyu/rack-cors',
  ranHere: true,
  shortfalls: [
    {
      row: 'path-prefix',
      reason:
        'Rack::Cors answers preflights for other paths too, with 200 and without CORS headers, so those stay blocked.',
    },
  ],
  complete: policy => textOf(oneOwner(policy), inserted(policy), AFTER),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    '`insert_before 0` puts it before all else: below Warden (Devise) or a check of a token, the preflight and every 401 have no header.',
    'A header that a controller sets itself wins over that of Rack::Cors, for any origin: `CorsOneOwner`, which stands inside of it, takes it off.',
    '`methods` has to list every method in use, HEAD too: a response to a method that is not listed has no header.',
    '`credentials: true` with `origins "*"` raises when the application starts.',
    'An exception outside ActionDispatch::ShowExceptions produces the web server’s own response, which has no CORS headers.',
    'A regular expression among `origins` has to begin with `\\A` and end with `\\z`: `^` and `$` are the ends of a line.',
    ...(policy.methods.some(method => method !== method.toUpperCase())
      ? [
          'Rack::Cors names every method in upper case, and a browser that asks for `patch` does not find it in `PATCH`.',
        ]
      : []),
  ],
};

function oneOwner({ pathPrefix }: Policy): string[] {
  const outside = [
    `    return [status, headers, body] unless env['PATH_INFO'].start_with?(${rubyString(pathPrefix)})`,
    '',
  ];
  return [
    '# Takes off the CORS headers that controllers set: Rack::Cors, which stands outside of it, puts on its own.',
    'class CorsOneOwner',
    '  OWNED = [',
    ...CORS_HEADERS.map(name => `    ${rubyString(name.toLowerCase())},`),
    '  ].freeze',
    '',
    '  def initialize(app)',
    '    @app = app',
    '  end',
    '',
    '  def call(env)',
    '    status, headers, body = @app.call(env)',
    ...(pathPrefix === '/' ? [] : outside),
    '    headers.delete_if { |name, _| OWNED.include?(name.downcase) }',
    '    [status, headers, body]',
    '  end',
    'end',
  ];
}

const AFTER = ['Rails.application.config.middleware.insert_after Rack::Cors, CorsOneOwner'];

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const strings = (texts: readonly string[]) => texts.map(rubyString).join(', ');
  return [
    setting('Access-Control-Allow-Origin', `origins ${originList(policy).map(origin).join(', ')}`),
    setting('Access-Control-Allow-Credentials', `credentials: ${credentials},`),
    setting(
      'Access-Control-Allow-Methods',
      `methods: [${methods.map(method => rubySymbol(method.toLowerCase())).join(', ')}],`,
    ),
    setting('Access-Control-Allow-Headers', `headers: [${strings(requestHeaders)}],`),
    setting('Access-Control-Expose-Headers', `expose: [${strings(exposedHeaders)}],`),
    setting('Access-Control-Max-Age', `max_age: ${maxAge}`),
  ];
}

/** Without http or https, rack-cors takes a string for a host name that any scheme may stand before. */
function origin(text: string): string {
  return /^https?:|^\*$/.test(text) ? rubyString(text) : `/\\A#{Regexp.escape(${rubyString(text)})}\\z/`;
}

function inserted(policy: Policy): string[] {
  const [origins, ...options] = settingsOf(policy);
  return [
    'Rails.application.config.middleware.insert_before 0, Rack::Cors do',
    '  allow do',
    ...indented(
      [
        ...(origins?.lines ?? []),
        '',
        `resource ${rubyString(`${policy.pathPrefix}*`)},`,
        ...indented(allLines(options)),
      ],
      2,
    ),
    '  end',
    'end',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault) || fault === 'vary-missing') return ['# before every other middleware', ...inserted(policy)];
  if (fault === 'origin-doubled') return [...oneOwner(policy), '', ...AFTER];
  return ['# in the `allow` block; options belong to its `resource`', ...linesFor(settingsOf(policy), fault)];
}
