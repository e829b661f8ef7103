import { ALLOWED, JSON_TYPE } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxInterceptsErrors: Pattern = {
  id: 'nginx-intercepts-errors',
  desc: 'proxy_intercept_errors puts a page of its own in the place of the app’s error and its headers',
  layers: [
    nginx(
      next => `
  proxy_intercept_errors on;
  error_page 500 502 503 504 /sorry;
  location = /sorry { internal; return 500 "sorry"; }
  location / { proxy_pass http://${next}; }`,
    ),
  ],
  app: [{ status: '500 Internal Server Error', lines: [JSON_TYPE, ...ALLOWED], body: '{"error":"out of stock"}' }],
  calls: [{}],
  wire: [
    ['nginx', 'GET /orders', '500'],
    [
      'app',
      'GET /orders',
      '500',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'allow-origin-missing',
    layer: 'nginx',
    checks: ['s1.acao-present', 's1.stripped', 's5.final', 'gateway.rewrites', 'mistake.backend-only'],
  },
  path: {
    layers: ['nginx', 'app'],
    missed: [],
    changes: [
      'nginx removed Access-Control-Allow-Origin',
      'nginx removed Access-Control-Allow-Credentials',
      'nginx removed Vary',
    ],
  },
  ladder: {
    blames: ['nginx: stripped'],
    checks: ['s1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'],
  },
};
