import { RIGHT_APP } from '../support/answers.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxy403OfItsOwn: Pattern = {
  id: 'haproxy-403-of-its-own',
  desc: 'a deny rule answers with a page that has no CORS header',
  layers: [haproxy(() => '  http-request deny if { path_beg /internal }')],
  app: RIGHT_APP,
  calls: [{}, { path: '/internal' }],
  wire: [
    [
      'haproxy',
      'GET /orders',
      '200',
      'access-control-allow-origin: http://localhost:5173',
      'access-control-allow-credentials: true',
      'vary: Origin',
    ],
    [
      'app',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['haproxy', 'GET /internal', '403'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'allow-origin-missing',
    layer: 'haproxy',
    checks: ['s1.acao-present', 's5.error-statuses', 'mistake.success-only', 's7.cors-on-401'],
  },
  path: { layers: ['haproxy'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['haproxy: answered-instead', 'haproxy: errors-without-headers'],
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
