import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxStripsOrigin: Pattern = {
  id: 'nginx-strips-origin',
  desc: 'nginx takes Origin off the request: the app sees no cross-origin call and adds nothing',
  layers: [
    nginx(
      next => `
  location / {
    proxy_set_header Origin "";
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    ['nginx', 'GET /orders', '200', 'Access-Control-Allow-Credentials: true', 'Vary: Origin'],
    ['app', 'GET /orders', '200', 'Access-Control-Allow-Credentials: true', 'Vary: Origin'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'origin-stripped',
    layer: 'nginx',
    checks: ['s5.layers-in-order', 'gateway.rewrites', 'mistake.backend-only'],
  },
  path: { layers: ['nginx', 'app'], missed: [], changes: ['nginx removed Origin'] },
  ladder: {
    blames: ['nginx: stripped'],
    checks: ['s1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'],
  },
};
