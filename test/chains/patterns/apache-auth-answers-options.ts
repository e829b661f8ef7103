import { RIGHT_APP } from '../support/answers.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheAuthAnswersOptions: Pattern = {
  id: 'apache-auth-answers-options',
  desc: 'Apache asks the preflight for a password',
  layers: [
    apache(
      next => `
<Location "/orders">
  AuthType Basic
  AuthName orders
  AuthUserFile /dev/null
  Require valid-user
</Location>
ProxyPass / http://${next}/`,
    ),
  ],
  app: RIGHT_APP,
  calls: [
    { path: '/health' },
    { method: 'PUT', fields: ['Authorization: Basic bWU6c2VjcmV0', 'Content-Type: application/json'], refused: true },
  ],
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
    ['apache', 'OPTIONS /orders', '401', 'WWW-Authenticate: Basic realm="orders"'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  finding: { id: 'preflight-status', layer: 'apache', checks: ['s2.status', 's2.auth-first'] },
  path: { layers: ['apache'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['apache: answered-instead', 'apache: auth-before-options', 'apache: errors-without-headers'],
    checks: [
      'cat.not-cors',
      's5.error-statuses',
      'app.errors',
      'mistake.success-only',
      's7.cors-on-401',
      's2.auth-first',
      's2.status',
      'gateway.options',
      'app.early',
      'policy.errors',
    ],
  },
};
