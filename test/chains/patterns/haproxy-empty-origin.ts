import { PLAIN_APP } from '../support/answers.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxyEmptyOrigin: Pattern = {
  id: 'haproxy-empty-origin',
  desc: 'the allowed origin comes from a variable that was never set: the line is empty',
  layers: [
    haproxy(
      () => `
  http-request set-var(txn.origin) req.hdr(Origin) if { req.hdr(Origin) -m str https://app.example.com }
  http-response set-header Access-Control-Allow-Origin "%[var(txn.origin)]"`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{}],
  wire: [
    ['haproxy', 'GET /orders', '200', 'access-control-allow-origin: '],
    ['app', 'GET /orders', '200'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'InvalidAllowOriginValue' },
  finding: { id: 'allow-origin-invalid', layer: 'haproxy', checks: ['s1.origin-exact'] },
  path: { layers: ['haproxy', 'app'], missed: [], changes: ['haproxy added access-control-allow-origin'] },
  ladder: { blames: [], checks: [] },
};
