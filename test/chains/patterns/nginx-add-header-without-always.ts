import { JSON_TYPE } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxAddHeaderWithoutAlways: Pattern = {
  id: 'nginx-add-header-without-always',
  desc: 'nginx adds the headers to successes only: the 500 arrives without them',
  layers: [
    nginx(
      next => `
  add_header Access-Control-Allow-Origin $http_origin;
  add_header Access-Control-Allow-Credentials true;
  add_header Vary Origin;
  location / { proxy_pass http://${next}; }`,
    ),
  ],
  app: [
    { path: '/broken', status: '500 Internal Server Error', lines: [JSON_TYPE], body: '{"error":"out of stock"}' },
    { status: '200 OK', lines: [JSON_TYPE], body: '{"orders":[]}' },
  ],
  calls: [{}, { path: '/broken' }],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['app', 'GET /orders', '200'],
    ['nginx', 'GET /broken', '500'],
    ['app', 'GET /broken', '500'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'allow-origin-missing',
    layer: 'nginx',
    checks: ['s1.acao-present', 's5.error-statuses', 'mistake.success-only'],
  },
  path: { layers: ['nginx', 'app'], missed: [], changes: [] },
  ladder: {
    blames: ['nginx: errors-without-headers'],
    checks: ['s5.error-statuses', 'app.errors', 'policy.errors', 'mistake.success-only'],
  },
};
