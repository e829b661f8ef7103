import {
  listenArguments,
  notEmpty,
  type OptionLine,
  optionsIn,
  originOption,
  otherOptions,
  patchOf,
} from '../javascript.ts';
import type { Policy } from '../policy.ts';
import { jsString, jsStrings } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { textOf } from '../text.ts';

const WORDS = { methods: 'allowMethods', requestHeaders: 'allowHeaders', exposedHeaders: 'exposeHeaders' };

export const koa: RecipeWriter = {
  id: 'koa',
  title: 'Koa',
  kind: 'framework',
  alsoCalled: ['koajs', 'koa.js'],
  file: 'server.js',
  language: 'js',
  docs: 'https://github.com/koajs/cors#readme',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const { host, port } = listenArguments(policy);
    return textOf(
      [
        '// npm install koa @koa/cors',
        "import cors from '@koa/cors';",
        "import Koa from 'koa';",
        "import { routes } from './routes.js';",
      ],
      allowDeclaration(policy),
      ['const app = new Koa();'],
      middleware(policy),
      ['app.use(routes);', `app.listen(${port}, ${host});`],
    );
  },
  patch: (policy, fault) => patchOf(fault, optionsOf(policy), [allowDeclaration(policy), middleware(policy)]),
  notes: () => [
    'The middleware is the first `app.use`: what throws above it answers without headers, for Koa drops all headers of a response that becomes an error, and `@koa/cors` keeps its own only for what it has inside.',
    'A middleware that sets `Access-Control-Allow-Origin` or `Vary` itself replaces what `cors()` has set: so it is applied again on the way out.',
    'Without an `origin` function `@koa/cors` sends `*`, and with credentials every Origin back: always give it one.',
    'An empty `allowHeaders` allows every header that is asked for; a header that pages may send anyway stands for none.',
  ],
};

/** Koa’s middleware takes no list. */
function optionsOf(policy: Policy): OptionLine[] {
  const origin = originOption(policy);
  if (policy.origins === 'any') return [origin, ...otherOptions(notEmpty(policy), WORDS)];
  const line = `origin: ctx => ${jsStrings(policy.origins)}.find(origin => origin === ctx.get('Origin')) ?? '',`;
  return [{ ...origin, line }, ...otherOptions(notEmpty(policy), WORDS)];
}

function allowDeclaration(policy: Policy): string[] {
  return optionsIn('const allow = cors({', optionsOf(policy), '});');
}

function middleware({ pathPrefix }: Policy): string[] {
  return [
    'app.use(async (ctx, next) => {',
    ...(pathPrefix === '/' ? [] : [`  if (!ctx.path.startsWith(${jsString(pathPrefix)})) return next();`]),
    '  await allow(ctx, next);',
    '  // what a route has set itself is replaced',
    '  for (const name of Object.keys(ctx.response.headers)) {',
    "    if (name.startsWith('access-control-')) ctx.remove(name);",
    '  }',
    '  await allow(ctx, async () => {});',
    '});',
  ];
}
