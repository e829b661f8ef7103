import { RIGHT_APP } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { caddy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const caddyAndAppBothAdd: Pattern = {
  id: 'caddy-and-app-both-add',
  desc: 'header is applied before reverse_proxy, which adds the app’s line under Caddy’s',
  layers: [
    caddy(
      next => `
  header Access-Control-Allow-Origin ${PAGE}
  reverse_proxy ${next}`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    [
      'caddy',
      'GET /orders',
      '200',
      'Access-Control-Allow-Credentials: true',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Vary: Origin',
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
    layer: 'caddy',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['caddy', 'app'], missed: [], changes: ['caddy doubled Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['caddy: doubled'],
    checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  },
};
