import { ALLOWED, JSON_TYPE } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxReplacesByStar: Pattern = {
  id: 'nginx-replaces-by-star',
  desc: 'nginx puts a wildcard where the app named the page: with a cookie that is refused',
  layers: [
    nginx(
      next => `
  location / {
    proxy_hide_header Access-Control-Allow-Origin;
    add_header Access-Control-Allow-Origin * always;
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: [
    {
      status: '200 OK',
      lines: [JSON_TYPE, ...ALLOWED],
      body: '{"orders":[]}',
    },
  ],
  calls: [{ credentials: true }],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
      'Access-Control-Allow-Origin: *',
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
  verdict: { outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
  finding: {
    id: 'star-with-credentials',
    layer: 'nginx',
    checks: ['s4.specific-origin', 's1.acao-not-star', 's1.stripped', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['nginx', 'app'], missed: [], changes: ['nginx changed Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['nginx: value-changed'],
    checks: ['mistake.many-owners', 's1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'],
  },
};
