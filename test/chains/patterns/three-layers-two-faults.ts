import { ALLOWED, JSON_TYPE } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { caddy, haproxy, nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const threeLayersTwoFaults: Pattern = {
  id: 'three-layers-two-faults',
  desc: 'three layers, two faults at once: the outermost doubles one header, the innermost takes off another',
  layers: [
    caddy(
      next => `
  header Access-Control-Allow-Origin ${PAGE}
  reverse_proxy ${next}`,
    ),
    haproxy(() => ''),
    nginx(
      next => `
  proxy_hide_header Access-Control-Allow-Credentials;
  location / { proxy_pass http://${next}; }`,
    ),
  ],
  app: [
    {
      status: '200 OK',
      lines: [JSON_TYPE, ...ALLOWED],
      body: '{"orders":[]}',
    },
  ],
  calls: [{ credentials: true }],
  wire: [
    [
      'caddy',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Vary: Origin',
    ],
    ['haproxy', 'GET /orders', '200', 'access-control-allow-origin: http://localhost:5173', 'vary: Origin'],
    ['nginx', 'GET /orders', '200', 'Access-Control-Allow-Origin: http://localhost:5173', 'Vary: Origin'],
    [
      'app',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MultipleAllowOriginValues' },
  finding: {
    id: 'allow-origin-twice',
    layer: 'caddy',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: {
    layers: ['caddy', 'haproxy', 'nginx', 'app'],
    missed: [],
    changes: ['caddy doubled Access-Control-Allow-Origin', 'nginx removed Access-Control-Allow-Credentials'],
  },
  ladder: {
    blames: ['nginx: stripped', 'caddy: doubled'],
    checks: [
      's1.stripped',
      's5.final',
      's5.layers-in-order',
      'gateway.rewrites',
      's5.duplicates',
      'mistake.many-owners',
    ],
  },
};
