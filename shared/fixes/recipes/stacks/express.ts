import { listenArguments, optionsIn, originOption, otherOptions, patchOf } from '../javascript.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { textOf } from '../text.ts';

const WORDS = { methods: 'methods', requestHeaders: 'allowedHeaders', exposedHeaders: 'exposedHeaders' };

export const express: RecipeWriter = {
  id: 'express',
  title: 'Express',
  kind: 'framework',
  alsoCalled: ['node', 'express.js', 'expressjs'],
  file: 'server.js',
  language: 'js',
  docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const { host, port } = listenArguments(policy);
    return textOf(
      [
        '// npm install express cors on-headers',
        "import cors from 'cors';",
        "import express from 'express';",
        "import onHeaders from 'on-headers';",
        "import { routes } from './routes.js';",
      ],
      allowDeclaration(policy),
      ['const app = express();'],
      middleware(policy),
      ['app.use(routes);', `app.listen(${port}, ${host});`],
    );
  },
  patch: (policy, fault) => patchOf(fault, optionsOf(policy), [allowDeclaration(policy), middleware(policy)]),
  notes: () => [
    'The middleware comes before everything else that answers: what stands above it (authentication, body parsers, rate limits) answers without headers, and refuses preflights.',
    'A route that sets `Access-Control-Allow-Origin` or `Vary` itself replaces what `cors()` has set, and a proxy in Node passes its target’s headers on: so the headers are set again when the response begins.',
    '`cors()` by itself takes every OPTIONS for a preflight; with `preflightContinue` only those are answered that are.',
    '`origin: true` and a callback that always agrees let every page in, with the cookies of any signed-in user; an error from the callback becomes a 500.',
    'A single string for `origin` is sent to every origin: write a list.',
  ],
};

export function optionsOf(policy: Policy) {
  return [originOption(policy), ...otherOptions(policy, WORDS)];
}

/** `allow`: a middleware that sets the headers, and leaves what is to be answered to others. */
export function allowDeclaration(policy: Policy): string[] {
  const carryOn = { name: '', line: 'preflightContinue: true,' };
  return optionsIn('const allow = cors({', [...optionsOf(policy), carryOn], '});');
}

/** Lines for `app`, which read `allow` and `onHeaders`. */
export function middleware({ pathPrefix }: Policy): string[] {
  return [
    pathPrefix === '/'
      ? 'app.use((request, response, next) => {'
      : `app.use(${jsString(pathPrefix)}, (request, response, next) => {`,
    "  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {",
    '    return allow(request, response, () => response.status(204).end());',
    '  }',
    '  // when the response begins, what a route has set itself is replaced',
    '  onHeaders(response, () => {',
    '    for (const name of response.getHeaderNames()) {',
    "      if (name.startsWith('access-control-')) response.removeHeader(name);",
    '    }',
    '    allow(request, response, () => {});',
    '  });',
    '  next();',
    '});',
  ];
}
