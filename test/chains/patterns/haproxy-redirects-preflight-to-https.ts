import { RIGHT_APP } from '../support/answers.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxyRedirectsPreflightToHttps: Pattern = {
  id: 'haproxy-redirects-preflight-to-https',
  desc: 'redirect scheme https answers the preflight, which no browser follows',
  layers: [haproxy(() => '  http-request redirect scheme https code 301 unless { path /health }')],
  app: RIGHT_APP,
  calls: [{ path: '/health' }, { method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [
    [
      'haproxy',
      'GET /health',
      '200',
      'access-control-allow-origin: http://localhost:5173',
      'access-control-allow-credentials: true',
      'vary: Origin',
    ],
    [
      'app',
      'GET /health',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['haproxy', 'OPTIONS /orders', '301', 'location: https://localhost/orders'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: {
    id: 'https-redirect',
    layer: 'haproxy',
    checks: ['s2.routed', 's2.status', 's6.https-redirect', 'gateway.options'],
  },
  path: { layers: ['haproxy'], missed: ['app'], changes: [] },
  ladder: { blames: ['haproxy: redirected'], checks: ['s2.routed', 'mistake.ignored-redirect', 's6.https-redirect'] },
};
