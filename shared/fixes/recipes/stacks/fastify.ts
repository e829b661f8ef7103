import { listenArguments, optionsIn, originOption, otherOptions, patchOf } from '../javascript.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { textOf } from '../text.ts';

const WORDS = { methods: 'methods', requestHeaders: 'allowedHeaders', exposedHeaders: 'exposedHeaders' };

export const fastify: RecipeWriter = {
  id: 'fastify',
  title: 'Fastify',
  kind: 'framework',
  alsoCalled: [],
  file: 'server.js',
  language: 'js',
  docs: 'https://github.com/fastify/fastify-cors#readme',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const { host, port } = listenArguments(policy);
    return textOf(
      [
        '// npm install fastify @fastify/cors',
        "import cors from '@fastify/cors';",
        "import Fastify from 'fastify';",
        "import { routes } from './routes.js';",
      ],
      optionsIn('const policy = {', optionsOf(policy), '};'),
      ['const app = Fastify();'],
      plugin(policy),
      lastWord(policy),
      ['await app.register(routes);', `await app.listen({ host: ${host}, port: ${port} });`],
    );
  },
  patch(policy, fault) {
    const declaration = optionsIn('const policy = {', optionsOf(policy), '};');
    return patchOf(fault, optionsOf(policy), [declaration, plugin(policy), lastWord(policy)]);
  },
  notes: () => [
    'Without `methods` the plugin allows GET, HEAD and POST: PUT, PATCH and DELETE are refused at the preflight.',
    'The plugin is registered on the root, before authentication: inside a plugin of its own it misses the 404s.',
    '`reply.header("Vary", …)` and `reply.header("Access-Control-Allow-Origin", …)` in a route replace what the plugin has set: the `onSend` hook has the last word.',
    'By itself the plugin answers 400 to an OPTIONS that is no preflight, and no OPTIONS reaches a route: the `delegator` tells it which are preflights.',
  ],
};

function optionsOf(policy: Policy) {
  return [originOption(policy), ...otherOptions(policy, WORDS)];
}

function plugin({ pathPrefix }: Policy): string[] {
  const options = pathPrefix === '/' ? 'policy' : '(covers(request) ? policy : { origin: false })';
  return [
    ...(pathPrefix === '/' ? [] : [`const covers = request => request.url.startsWith(${jsString(pathPrefix)});`]),
    'const isPreflight = request =>',
    "  request.method === 'OPTIONS' && Boolean(request.headers['access-control-request-method']);",
    'await app.register(cors, {',
    `  delegator: async request => ({ ...${options}, preflight: isPreflight(request) }),`,
    '});',
  ];
}

/** An answer to a preflight is sent by the plugin itself, and the hook below it never runs: nothing is remembered. */
function lastWord({ pathPrefix, origins }: Policy): string[] {
  const remember = pathPrefix === '/' ? '' : 'if (covers(request)) ';
  return [
    '// what a route sets itself is replaced by what the plugin has said',
    "app.decorateRequest('said', null);",
    "app.addHook('onRequest', async (request, reply) => {",
    `  ${remember}request.said = { ...reply.getHeaders() };`,
    '});',
    "app.addHook('onSend', async (request, reply) => {",
    '  if (request.said === null) return;',
    '  for (const name of Object.keys(reply.getHeaders())) {',
    "    if (name.startsWith('access-control-')) reply.removeHeader(name);",
    '  }',
    '  for (const [name, value] of Object.entries(request.said)) {',
    "    if (name.startsWith('access-control-')) reply.header(name, value);",
    '  }',
    ...(origins === 'any' ? [] : VARY),
    '});',
  ];
}

const VARY = [
  "  const vary = [reply.getHeader('Vary') ?? []].flat().join(', ');",
  "  if (!/(^|,)\\s*origin\\s*(,|$)/i.test(vary)) reply.header('Vary', [vary, 'Origin'].filter(Boolean).join(', '));",
];
