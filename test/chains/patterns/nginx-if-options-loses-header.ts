import { PLAIN_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxIfOptionsLosesHeader: Pattern = {
  id: 'nginx-if-options-loses-header',
  desc: 'the block that answers OPTIONS does not inherit the header of its location',
  layers: [
    nginx(
      next => `
  location / {
    add_header Access-Control-Allow-Origin $http_origin always;
    add_header Access-Control-Allow-Credentials true always;
    if ($request_method = OPTIONS) {
      add_header Access-Control-Allow-Methods "GET, PUT";
      add_header Access-Control-Allow-Headers content-type;
      return 204;
    }
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
    [
      'nginx',
      'OPTIONS /orders',
      '204',
      'Access-Control-Allow-Methods: GET, PUT',
      'Access-Control-Allow-Headers: content-type',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  finding: { id: 'preflight-allow-origin-missing', layer: 'nginx', checks: ['gateway.options'] },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['nginx: half-covered', 'nginx: vary-missing'],
    checks: ['s1.acao-present', 'gateway.options', 'cdn.vary'],
  },
};
