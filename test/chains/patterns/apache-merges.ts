import { JSON_TYPE } from '../support/answers.ts';
import { PAGE } from '../support/call.ts';
import { apache } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const apacheMerges: Pattern = {
  id: 'apache-merges',
  desc: 'Header merge writes a second origin into the line that the app sent',
  layers: [
    apache(
      next => `
Header merge Access-Control-Allow-Origin "${PAGE}"
ProxyPass / http://${next}/`,
    ),
  ],
  app: [{ status: '200 OK', lines: [JSON_TYPE, ['Access-Control-Allow-Origin', '*']], body: '{"orders":[]}' }],
  calls: [{}],
  wire: [
    ['apache', 'GET /orders', '200', 'Access-Control-Allow-Origin: *, http://localhost:5173'],
    ['app', 'GET /orders', '200', 'Access-Control-Allow-Origin: *'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MultipleAllowOriginValues' },
  finding: {
    id: 'allow-origin-twice',
    layer: 'apache',
    checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  },
  path: { layers: ['apache', 'app'], missed: [], changes: ['apache changed Access-Control-Allow-Origin'] },
  ladder: {
    blames: ['apache: doubled'],
    checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  },
};
