import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxMirrors: Pattern = {
  id: 'nginx-mirrors',
  desc: 'near miss: nginx asks twice at the same time, and the browser gets the first one’s answer',
  layers: [
    nginx(
      next => `
  location / {
    mirror /copy;
    proxy_pass http://${next};
  }
  location = /copy { internal; proxy_pass http://${next}/copy$request_uri; }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{}, {}],
  wire: ['GET /orders', 'GET /orders', 'GET /copy/orders', 'GET /orders', 'GET /orders', 'GET /copy/orders'].map(
    (asked, index) => [
      index % 3 === 0 ? 'nginx' : 'app',
      asked,
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ),
  verdict: { outcome: 'allowed', phase: null, code: null },
  finding: null,
  path: { layers: ['nginx', 'app'], missed: [], changes: [], many: ['nginx: fan-out'] },
  ladder: { blames: [], checks: [] },
};
