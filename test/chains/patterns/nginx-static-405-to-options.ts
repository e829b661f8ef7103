import { PLAIN_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxStatic405ToOptions: Pattern = {
  id: 'nginx-static-405-to-options',
  desc: 'files are served by nginx itself, which knows no OPTIONS there',
  layers: [
    nginx(
      (_, { folder }) => `
  root ${folder};
  location / {
    add_header Access-Control-Allow-Origin $http_origin always;
    add_header Access-Control-Allow-Credentials true always;
  }`,
    ),
  ],
  app: PLAIN_APP,
  calls: [{ path: '/nginx.conf', fields: ['X-Version: 2'], refused: true }],
  wire: [
    [
      'nginx',
      'OPTIONS /nginx.conf',
      '405',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightInvalidStatus' },
};
