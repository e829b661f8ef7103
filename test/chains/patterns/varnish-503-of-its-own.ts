import { varnish } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const varnish503OfItsOwn: Pattern = {
  id: 'varnish-503-of-its-own',
  desc: 'the app is down: Varnish’s own “Backend fetch failed” has no CORS header',
  layers: [varnish(() => '')],
  app: null,
  calls: [{}],
  wire: [
    ['varnish', 'GET /orders', '503', 'Age'],
    ['app', 'GET /orders', 'refused'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: { id: 'masked-server-error', layer: 'varnish', checks: ['s1.acao-present', 'mistake.backend-only'] },
  path: { layers: ['varnish', 'app'], missed: [], changes: [] },
  ladder: {
    blames: ['varnish: answered-instead'],
    checks: ['cat.not-cors', 's5.error-statuses', 'app.errors', 'mistake.success-only'],
  },
};
