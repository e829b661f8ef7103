import type { ServerProgram } from '../../../scripts/find-server.ts';
import type { Policy } from '../../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../../shared/fixes/recipes/recipe.ts';
import { apache } from '../../../shared/fixes/recipes/stacks/apache.ts';
import { caddy } from '../../../shared/fixes/recipes/stacks/caddy.ts';
import { haproxy } from '../../../shared/fixes/recipes/stacks/haproxy.ts';
import { nginx } from '../../../shared/fixes/recipes/stacks/nginx.ts';
import { varnish } from '../../../shared/fixes/recipes/stacks/varnish.ts';
import { startApache } from '../../support/servers/apache.ts';
import { startCaddy } from '../../support/servers/caddy.ts';
import { startHaproxy } from '../../support/servers/haproxy.ts';
import { startNginx } from '../../support/servers/nginx.ts';
import type { Configure, Server } from '../../support/servers/server.ts';
import { startVarnish } from '../../support/servers/varnish.ts';

export interface ProxyRun {
  readonly recipe: RecipeWriter;
  readonly program: ServerProgram;
  /** Starts the server with the recipe's complete text for this policy. */
  start(policy: Policy): Promise<Server>;
}

export const PROXIES: readonly ProxyRun[] = [
  { recipe: nginx, program: 'nginx', start: policy => startNginx(completeFor(nginx, policy)) },
  { recipe: apache, program: 'apache2', start: policy => startApache(completeFor(apache, policy)) },
  { recipe: caddy, program: 'caddy', start: policy => startCaddy(completeFor(caddy, policy)) },
  { recipe: haproxy, program: 'haproxy', start: policy => startHaproxy(completeFor(haproxy, policy)) },
  { recipe: varnish, program: 'varnishd', start: policy => startVarnish(withoutVersion(completeFor(varnish, policy))) },
];

function completeFor(recipe: RecipeWriter, policy: Policy): Configure {
  return ({ port }) => recipe.complete({ ...policy, api: `http://127.0.0.1:${port}` });
}

/** Whoever starts Varnish has put it in already. */
function withoutVersion(configure: Configure): Configure {
  return place => configure(place).replace(/^vcl 4\.1;\n/, '');
}
