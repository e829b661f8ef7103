import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findServer, type ServerProgram } from '../../scripts/find-server.ts';
import { EXAMPLE_POLICY } from '../../shared/fixes/recipes/example-policies.ts';
import { apache } from '../../shared/fixes/recipes/stacks/apache.ts';
import { caddy } from '../../shared/fixes/recipes/stacks/caddy.ts';
import { haproxy } from '../../shared/fixes/recipes/stacks/haproxy.ts';
import { nginx } from '../../shared/fixes/recipes/stacks/nginx.ts';
import { varnish } from '../../shared/fixes/recipes/stacks/varnish.ts';
import { startApache } from '../support/servers/apache.ts';
import { startCaddy } from '../support/servers/caddy.ts';
import { startHaproxy } from '../support/servers/haproxy.ts';
import { startNginx } from '../support/servers/nginx.ts';
import type { Configure, Server } from '../support/servers/server.ts';
import { startVarnish } from '../support/servers/varnish.ts';
import { type Api, startApi } from './support/api.ts';
import { ask } from './support/ask.ts';

/** A server that asks for a password itself, its authentication put where the recipe's notes say. */
interface Guarded {
  readonly program: ServerProgram;
  readonly start: (configure: Configure) => Promise<Server>;
  readonly recipe: typeof nginx;
  readonly guard: (complete: string, folder: string) => string;
}

const HASH = '$apr1$dGVzdHRl$UVVvGHmXVzIUn3bIIgqSY.';

const SERVERS: readonly Guarded[] = [
  {
    program: 'nginx',
    start: startNginx,
    recipe: nginx,
    guard: (complete, folder) =>
      complete.replace(
        'proxy_set_header',
        `auth_basic "api"; auth_basic_user_file ${passwords(folder)}; proxy_set_header`,
      ),
  },
  {
    program: 'apache2',
    start: startApache,
    recipe: apache,
    guard: (complete, folder) =>
      complete.replace(
        '</VirtualHost>',
        `<Location "/">\nAuthType Basic\nAuthName api\nAuthUserFile ${passwords(folder)}\nRequire valid-user\n</Location>\n</VirtualHost>`,
      ),
  },
  {
    program: 'caddy',
    start: startCaddy,
    recipe: caddy,
    guard: complete =>
      complete.replace(
        'reverse_proxy',
        'basicauth {\nme JDJhJDE0JDB1aVNoQlJyS3JzdWEyYzl5OWpaOS5WQ0l0ZmVINkxVWU0wNmVaZmV6SE1TL2d5RGhpdkN5\n}\nreverse_proxy',
      ),
  },
  {
    program: 'haproxy',
    start: startHaproxy,
    recipe: haproxy,
    guard: complete =>
      `userlist people\n  user me insecure-password secret\n\n${complete.replace(
        /\n( *http-request return .*)\n/,
        '\n$1\n    http-request auth unless { http_auth(people) }\n',
      )}`,
  },
  {
    program: 'varnishd',
    start: startVarnish,
    recipe: varnish,
    guard: complete =>
      `${complete.replace(/^vcl 4\.1;\n/, '')}\nsub vcl_recv { if (!req.http.Authorization) { return (synth(401)); } }`,
  },
];

function passwords(folder: string): string {
  const path = join(folder, 'passwords');
  writeFileSync(path, `me:${HASH}\n`);
  return path;
}

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(SERVERS)('$program with a password of its own', ({ program, start, recipe, guard }) => {
  const origin = 'https://app.example.com';

  it.skipIf(findServer(program) === null)(
    'answers the preflight before it asks, and its 401 has the headers',
    async () => {
      const server = await start(({ port, folder }) =>
        guard(recipe.complete({ ...EXAMPLE_POLICY, api: `http://127.0.0.1:${port}`, upstream: api.address }), folder),
      );
      try {
        const refused = await ask(server.port, { path: '/things', origin });
        expect(refused.status).toBe(401);
        expect(refused.values('X-Upstream')).toEqual([]);
        expect(refused.values('Access-Control-Allow-Origin')).toEqual([origin]);
        const lines = { 'Access-Control-Request-Method': 'PUT' };
        const preflight = await ask(server.port, { method: 'OPTIONS', path: '/things', origin, lines });
        expect(preflight.status).toBe(204);
        expect(preflight.values('Access-Control-Allow-Origin')).toEqual([origin]);
        expect(preflight.names('Access-Control-Allow-Methods')).toContain('put');
      } finally {
        await server.stop();
      }
    },
  );
});
