import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxStatic405ToOptions: Pattern = {
  id: 'nginx-static-405-to-options',
  desc: 'files are served by nginx itself, which knows no OPTIONS there',
  layers: [
    nginx(
      (next, { folder }) => `
  root ${folder};
  location /orders { proxy_pass http://${next}; }
  location / {
    add_header Access-Control-Allow-Origin $http_origin always;
    add_header Access-Control-Allow-Credentials true always;
  }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}, { path: '/nginx.conf', fields: ['X-Version: 2'], refused: true }],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
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
    [
      'nginx',
      'OPTIONS /nginx.conf',
      '405',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightInvalidStatus' },
  finding: {
    id: 'preflight-status',
    layer: 'nginx',
    checks: ['s2.status', 's2.routed', 'gateway.options', 'mistake.forgot-options'],
  },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['nginx: options-refused', 'nginx: vary-missing'],
    checks: ['s2.routed', 's2.status', 'gateway.options', 'mistake.forgot-options', 'cdn.vary'],
  },
};
