import { RIGHT_APP } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheAlwaysDoubles: Pattern = {
  id: 'apache-always-doubles',
  desc: 'Header always set does not replace what the app sent: Apache’s line comes first',
  layers: [
    apache(
      next => `
Header always set Access-Control-Allow-Origin "${PAGE}"
ProxyPass / http://${next}/`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    [
      'apache',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
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
    layer: 'apache',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['apache', 'app'], missed: [], changes: ['apache doubled Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['apache: doubled'],
    checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  },
};
