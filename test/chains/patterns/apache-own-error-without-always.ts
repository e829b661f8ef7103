import { PLAIN_APP } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheOwnErrorWithoutAlways: Pattern = {
  id: 'apache-own-error-without-always',
  desc: 'Header set without always leaves Apache’s own 403 without the header',
  layers: [
    apache(
      next => `
Header set Access-Control-Allow-Origin "${PAGE}"
Header set Access-Control-Allow-Credentials true
Header set Vary Origin
<Location "/internal">
  Require all denied
</Location>
ProxyPass / http://${next}/`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{}, { path: '/internal' }],
  wire: [
    [
      'apache',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['app', 'GET /orders', '200'],
    ['apache', 'GET /internal', '403'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'allow-origin-missing',
    layer: 'apache',
    checks: ['s1.acao-present', 's5.error-statuses', 'mistake.success-only', 's7.cors-on-401'],
  },
  path: { layers: ['apache'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['apache: answered-instead', 'apache: errors-without-headers'],
    checks: [
      'cat.not-cors',
      's5.error-statuses',
      'app.errors',
      'mistake.success-only',
      's7.cors-on-401',
      'policy.errors',
    ],
  },
};
