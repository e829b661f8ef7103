import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxAndAppBothAdd: Pattern = {
  id: 'nginx-and-app-both-add',
  desc: 'app and nginx both add the header: nginx’s comes last',
  layers: [
    nginx(
      next => `
  location / {
    add_header Access-Control-Allow-Origin $http_origin always;
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
      'Access-Control-Allow-Origin: http://localhost:5173',
    ],
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
    layer: 'nginx',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['nginx', 'app'], missed: [], changes: ['nginx doubled Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['nginx: doubled'],
    checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  },
};
