import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS } from '../policy-headers.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, type Setting, setting } from '../settings.ts';
import { textOf } from '../text.ts';

export const django: RecipeWriter = {
  id: 'django',
  title: 'Django (django-cors-headers)',
  kind: 'framework',
  alsoCalled: ['django-cors-headers', 'corsheaders'],
  file: 'settings.py',
  language: 'python',
  docs: 'https://github.com/adamchainz/django-cors-headers',
  ranHere: true,
  shortfalls: [
    {
      row: 'origin-with-path',
      reason: 'An origin with a path after it, which no browser sends, counts as the origin.',
    },
  ],
  complete: policy =>
    textOf(['# at the end of settings.py'], oneOwner(policy), [INSTALLED, BELOW, FIRST], allLines(settingsOf(policy))),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    '`CorsMiddleware` has to be the first: below `CommonMiddleware` the preflight is answered with a redirect to the URL with a slash, below one that asks who it is with 401.',
    'Origins are written with scheme and without a slash at the end; a system check refuses a path.',
    'Sessions and CSRF are separate: cookies need `SESSION_COOKIE_SAMESITE = "None"` and `SESSION_COOKIE_SECURE = True`, and a POST that is checked needs the origin in `CSRF_TRUSTED_ORIGINS`.',
    'A POST to a URL without its slash comes back as a GET after the redirect: call the URL as it is.',
    'A view that sets the headers itself would show them to origins that are not listed: `one_owner` takes them off.',
    '`CORS_ALLOWED_ORIGIN_REGEXES` are matched from the start alone: end each with `$`.',
    ...(policy.maxAge === 0
      ? ['`CORS_PREFLIGHT_MAX_AGE = 0` sends no header at all, and browsers then keep the response for 5 s.']
      : []),
  ],
};

function oneOwner({ pathPrefix }: Policy): string[] {
  const outside = [
    `        if not request.path_info.startswith(${doubleQuoted(pathPrefix)}):`,
    '            return get_response(request)',
  ];
  return [
    'def one_owner(get_response):',
    '    """Takes off the CORS headers that views set: CorsMiddleware, which stands outside of it, puts on its own."""',
    '',
    '    def handle(request):',
    ...(pathPrefix === '/' ? [] : outside),
    '        response = get_response(request)',
    '        for name in (',
    ...CORS_HEADERS.map(name => `            ${doubleQuoted(name)},`),
    '        ):',
    '            del response[name]',
    '        return response',
    '',
    '    return handle',
  ];
}

const INSTALLED = 'INSTALLED_APPS = [*INSTALLED_APPS, "corsheaders"]';
const BELOW = 'MIDDLEWARE = [f"{__name__}.one_owner", *MIDDLEWARE]';
const FIRST = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]';

function settingsOf(policy: Policy): Setting[] {
  const { origins, credentials, methods, requestHeaders, exposedHeaders, maxAge, pathPrefix } = policy;
  const list = (name: string, texts: readonly string[]) => `${name} = [${doubleQuotedList(texts)}]`;
  const allowed = origins === 'any' ? 'CORS_ALLOW_ALL_ORIGINS = True' : list('CORS_ALLOWED_ORIGINS', origins);
  const covered =
    pathPrefix === '/' ? [] : [`CORS_URLS_REGEX = ${doubleQuoted(`^${pathPrefix.replaceAll('.', '\\.')}`)}`];
  return [
    setting('Access-Control-Allow-Origin', allowed, ...covered),
    setting('Access-Control-Allow-Credentials', `CORS_ALLOW_CREDENTIALS = ${credentials ? 'True' : 'False'}`),
    setting('Access-Control-Allow-Methods', list('CORS_ALLOW_METHODS', methods)),
    setting('Access-Control-Allow-Headers', list('CORS_ALLOW_HEADERS', requestHeaders)),
    setting('Access-Control-Max-Age', `CORS_PREFLIGHT_MAX_AGE = ${maxAge}`),
    setting('Access-Control-Expose-Headers', list('CORS_EXPOSE_HEADERS', exposedHeaders)),
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const place = '# before every other middleware';
  if (isAboutAll(fault)) return [place, INSTALLED, FIRST, ...allLines(settingsOf(policy))];
  if (fault === 'vary-missing') return [place, FIRST];
  if (fault === 'origin-doubled') return [...oneOwner(policy), '', '# right below CorsMiddleware', BELOW];
  return ['# in settings.py', ...linesFor(settingsOf(policy), fault)];
}
