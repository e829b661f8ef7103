import { ALLOWED } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginx413OfItsOwn: Pattern = {
  id: 'nginx-413-of-its-own',
  desc: 'the body is too large for nginx, whose own 413 has no CORS header',
  layers: [
    nginx(
      next => `
  client_max_body_size 1k;
  location / { proxy_pass http://${next}; }`,
    ),
  ],
  app: [{ status: '200 OK', lines: ALLOWED }],
  calls: [
    { method: 'POST', fields: ['Content-Type: text/plain'], body: 'small' },
    { method: 'POST', fields: ['Content-Type: text/plain'], body: 'large'.repeat(500) },
  ],
  wire: [
    [
      'nginx',
      'POST /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    [
      'app',
      'POST /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['nginx', 'POST /orders', '413'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: {
    id: 'masked-server-error',
    layer: 'nginx',
    checks: ['s1.acao-present', 's5.error-statuses', 'mistake.success-only', 'mistake.backend-only'],
  },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: { blames: [], checks: [] },
};
