import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout } from '../policy-headers.ts';
import { doubleQuoted, doubleQuotedList } from '../quote/double-quoted.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, originList, type Setting, setting } from '../settings.ts';
import { textOf } from '../text.ts';

export const fastapi: RecipeWriter = {
  id: 'fastapi',
  title: 'FastAPI and Starlette',
  kind: 'framework',
  alsoCalled: ['starlette', 'uvicorn', 'hypercorn'],
  file: 'asgi.py',
  language: 'python',
  docs: 'https://www.starlette.io/middleware/#corsmiddleware',
  ranHere: true,
  shortfalls: [],
  complete: policy =>
    textOf(
      [
        '# beside main.py, whose app it wraps: serve asgi:asgi in place of main:app',
        'from main import app',
        'from starlette.middleware.cors import CORSMiddleware',
      ],
      oneOwner(policy),
      wrapped(policy),
    ),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    '`app.add_middleware(CORSMiddleware, …)` stands inside of what answers an unhandled exception: the 500 has no header. Wrapped around the whole app, as here, it has.',
    'Of several `add_middleware` the last stands outermost: CORS that is added before the check of who it is leaves 401 and the preflight without headers.',
    '`allow_origins=["*"]` with `allow_credentials=True` names any page that asks, and hands it the data of any signed-in user.',
    'By default GET alone is allowed (`allow_methods`), and no header (`allow_headers`).',
    'CORSMiddleware sends Vary only on responses to listed origins, and lets the others see what a route sets itself: `OneOwner` does the rest.',
    'A preflight that is not allowed gets 400 and says in its body what was wrong.',
    'The 307 to the URL with a slash may lead to http behind a proxy that ends TLS: call the URL as it is.',
  ],
};

function oneOwner(policy: Policy): string[] {
  const named = policy.origins !== 'any';
  const add = [
    '                if dict(scope["headers"]).get(b"origin", b"").decode("latin-1") not in ORIGINS:',
    '                    headers.append((b"vary", b"Origin"))',
  ];
  return [
    ...originsLine(policy),
    'OWNED = {',
    ...CORS_HEADERS.map(name => `    b${doubleQuoted(name.toLowerCase())},`),
    '}',
    '',
    '',
    'class OneOwner:',
    '    """Takes off the CORS headers that routes set: CORSMiddleware, which stands outside of it, puts on its own."""',
    '',
    '    def __init__(self, app):',
    '        self.app = app',
    '',
    '    async def __call__(self, scope, receive, send):',
    '        async def send_clean(message):',
    '            if message["type"] == "http.response.start":',
    '                headers = [pair for pair in message.get("headers", []) if pair[0].lower() not in OWNED]',
    ...(named ? add : []),
    '                message = {**message, "headers": headers}',
    '            await send(message)',
    '',
    '        await self.app(scope, receive, send_clean)',
  ];
}

function settingsOf(policy: Policy): Setting[] {
  const { origins, credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  const list = (name: string, texts: readonly string[]) => `    ${name}=[${doubleQuotedList(texts)}],`;
  return [
    setting(
      'Access-Control-Allow-Origin',
      origins === 'any' ? list('allow_origins', originList(policy)) : '    allow_origins=ORIGINS,',
    ),
    setting('Access-Control-Allow-Credentials', `    allow_credentials=${credentials ? 'True' : 'False'},`),
    setting('Access-Control-Allow-Methods', list('allow_methods', methods)),
    setting('Access-Control-Allow-Headers', list('allow_headers', requestHeaders)),
    setting('Access-Control-Max-Age', `    max_age=${maxAge},`),
    setting('Access-Control-Expose-Headers', list('expose_headers', exposedHeaders)),
  ];
}

function wrapped(policy: Policy): string[] {
  const { pathPrefix } = policy;
  const call = (name: string) => [
    `${name} = CORSMiddleware(`,
    '    OneOwner(app),',
    ...allLines(settingsOf(policy)),
    ')',
  ];
  if (pathPrefix === '/') return call('asgi');
  return [
    ...call('with_cors'),
    '',
    '',
    'async def asgi(scope, receive, send):',
    `    covered = scope["type"] == "http" and scope["path"].startswith(${doubleQuoted(pathPrefix)})`,
    '    await (with_cors if covered else app)(scope, receive, send)',
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  if (isAboutAll(fault) || fault === 'origin-doubled' || fault === 'vary-missing') {
    return ['# around the whole app, in place of add_middleware', ...oneOwner(policy), '', '', ...wrapped(policy)];
  }
  return [
    ...(isAbout(fault, 'Access-Control-Allow-Origin') ? originsLine(policy) : []),
    '# in the call of CORSMiddleware',
    ...linesFor(settingsOf(policy), fault),
  ];
}

function originsLine({ origins }: Policy): string[] {
  return origins === 'any' ? [] : [`ORIGINS = [${doubleQuotedList(origins)}]`];
}
