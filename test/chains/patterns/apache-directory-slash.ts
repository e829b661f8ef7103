import { RIGHT_APP } from '../support/answers.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheDirectorySlash: Pattern = {
  id: 'apache-directory-slash',
  desc: 'Apache redirects the preflight of a folder to the name with a slash',
  layers: [
    apache(
      next => `
Alias "/orders" "/usr/share"
ProxyPass "/orders" !
ProxyPass "/" "http://${next}/"`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{ path: '/health' }, { method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [
    [
      'apache',
      'GET /health',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    [
      'app',
      'GET /health',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['apache', 'OPTIONS /orders', '301', 'Location: http://localhost/orders/'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: {
    id: 'trailing-slash-redirect',
    layer: 'apache',
    checks: ['s2.routed', 's2.status', 'mistake.ignored-redirect', 'gateway.options'],
  },
  path: { layers: ['apache'], missed: ['app'], changes: [] },
  ladder: { blames: ['apache: redirected'], checks: ['s2.routed', 'mistake.ignored-redirect'] },
};
