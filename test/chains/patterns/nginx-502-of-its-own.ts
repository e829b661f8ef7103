import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginx502OfItsOwn: Pattern = {
  id: 'nginx-502-of-its-own',
  desc: 'the app is down: what the browser calls CORS is nginx’s own 502',
  layers: [nginx(next => `location / { proxy_pass http://${next}; }`)],
  app: null,
  calls: [{}],
  wire: [
    ['nginx', 'GET /orders', '502'],
    ['app', 'GET /orders', 'refused'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: { id: 'masked-server-error', layer: 'nginx', checks: ['s1.acao-present', 'mistake.backend-only'] },
  path: { layers: ['nginx', 'app'], missed: [], changes: [] },
  ladder: {
    blames: ['nginx: answered-instead'],
    checks: ['cat.not-cors', 's5.error-statuses', 'app.errors', 'mistake.success-only'],
  },
};
