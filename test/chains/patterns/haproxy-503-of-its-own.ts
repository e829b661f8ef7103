import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxy503OfItsOwn: Pattern = {
  id: 'haproxy-503-of-its-own',
  desc: 'no server is left: HAProxy’s own 503 is not reached by http-response rules',
  layers: [
    haproxy(
      () => `
  http-request set-var(txn.origin) req.hdr(Origin)
  http-response set-header Access-Control-Allow-Origin "%[var(txn.origin)]"`,
      next => `  server next ${next} disabled`,
    ),
  ],
  app: [],
  calls: [{}],
  wire: [['haproxy', 'GET /orders', '503']],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: { id: 'masked-server-error', layer: 'haproxy', checks: ['s1.acao-present', 'mistake.success-only'] },
  path: { layers: ['haproxy'], missed: [], changes: [] },
  ladder: {
    blames: ['haproxy: answered-instead'],
    checks: ['cat.not-cors', 's5.error-statuses', 'app.errors', 'mistake.success-only'],
  },
};
