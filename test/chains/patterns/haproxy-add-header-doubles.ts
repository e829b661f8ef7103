import { RIGHT_APP } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxyAddHeaderDoubles: Pattern = {
  id: 'haproxy-add-header-doubles',
  desc: 'add-header puts a second line under the app’s',
  layers: [haproxy(() => `  http-response add-header Access-Control-Allow-Origin ${PAGE}`)],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    [
      'haproxy',
      'GET /orders',
      '200',
      'access-control-allow-origin: http://localhost:5173',
      'access-control-allow-credentials: true',
      'vary: Origin',
      'access-control-allow-origin: http://localhost:5173',
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
    layer: 'haproxy',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['haproxy', 'app'], missed: [], changes: ['haproxy doubled Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['haproxy: doubled'],
    checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  },
};
