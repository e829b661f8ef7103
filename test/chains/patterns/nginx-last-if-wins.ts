import { PLAIN_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxLastIfWins: Pattern = {
  id: 'nginx-last-if-wins',
  desc: 'two ifs match, and only the headers of the last one are sent',
  layers: [
    nginx(
      next => `
  location / {
    if ($http_origin) {
      add_header Access-Control-Allow-Origin $http_origin always;
      add_header Access-Control-Allow-Credentials true always;
    }
    if ($request_method = OPTIONS) { add_header Access-Control-Max-Age 600; return 204; }
    proxy_pass http://${next};
  }`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{}, { method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
    ],
    ['app', 'GET /orders', '200'],
    ['nginx', 'OPTIONS /orders', '204', 'Access-Control-Max-Age: 600'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  finding: { id: 'preflight-allow-origin-missing', layer: 'nginx', checks: ['gateway.options'] },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['nginx: half-covered', 'nginx: vary-missing'],
    checks: ['s1.acao-present', 'gateway.options', 'cdn.vary'],
  },
};
