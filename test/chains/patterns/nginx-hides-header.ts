import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxHidesHeader: Pattern = {
  id: 'nginx-hides-header',
  desc: 'proxy_hide_header takes off what the app sent',
  layers: [
    nginx(
      next => `
  location / {
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    ['nginx', 'GET /orders', '200', 'Access-Control-Allow-Credentials: true', 'Vary: Origin'],
    [
      'app',
      'GET /orders',
      '200',
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
  path: { layers: ['nginx', 'app'], missed: [], changes: ['nginx removed Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['nginx: stripped'],
    checks: ['s1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'],
  },
};
