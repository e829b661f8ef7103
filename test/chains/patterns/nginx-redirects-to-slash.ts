import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxRedirectsToSlash: Pattern = {
  id: 'nginx-redirects-to-slash',
  desc: 'a location that ends with a slash redirects the preflight of the path without it',
  layers: [nginx(next => `location /orders/ { proxy_pass http://${next}; }`)],
  app: RIGHT_APP,
  calls: [{ path: '/orders/' }, { method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [
    [
      'nginx',
      'GET /orders/',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    [
      'app',
      'GET /orders/',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['nginx', 'OPTIONS /orders', '301', 'Location: /orders/'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: {
    id: 'trailing-slash-redirect',
    layer: 'nginx',
    checks: ['s2.routed', 's2.status', 'mistake.ignored-redirect', 'gateway.options'],
  },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: { blames: ['nginx: redirected'], checks: ['s2.routed', 'mistake.ignored-redirect'] },
};
