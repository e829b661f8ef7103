import { PLAIN_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxAddHeaderInheritanceDropped: Pattern = {
  id: 'nginx-add-header-inheritance-dropped',
  desc: 'a location with an add_header of its own drops those of the server',
  layers: [
    nginx(
      next => `
  add_header Access-Control-Allow-Origin $http_origin always;
  add_header Access-Control-Allow-Credentials true always;
  add_header Vary Origin always;
  location / { proxy_pass http://${next}; }
  location /reports {
    add_header Cache-Control no-store;
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{}, { path: '/reports' }],
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
    ['nginx', 'GET /reports', '200'],
    ['app', 'GET /reports', '200'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: { id: 'allow-origin-missing', layer: 'nginx', checks: ['s1.acao-present', 'gateway.route-policy'] },
  path: { layers: ['nginx', 'app'], missed: [], changes: [] },
  ladder: {
    blames: ['nginx: differs-by-route'],
    checks: ['gateway.route-policy', 's3.route-policy', 's1.acao-present'],
  },
};
