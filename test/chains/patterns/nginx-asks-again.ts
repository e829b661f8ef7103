import { JSON_TYPE, RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxAsksAgain: Pattern = {
  id: 'nginx-asks-again',
  desc: 'near miss: proxy_next_upstream asks a second time after a 503, and the browser gets the second answer',
  layers: [
    nginx(
      () => `
  proxy_next_upstream error http_503;
  location / { proxy_pass http://apps; }`,
      next => `upstream apps { server ${next}; server ${next}; }`,
    ),
  ],
  app: [{ once: true, status: '503 Service Unavailable', lines: [JSON_TYPE], body: '{}' }, ...RIGHT_APP],
  calls: [{}],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    ['app', 'GET /orders', '503'],
    [
      'app',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ],
  verdict: { outcome: 'allowed', phase: null, code: null },
  finding: null,
  path: { layers: ['nginx', 'app'], missed: [], changes: [], many: ['nginx: retry'] },
  ladder: { blames: [], checks: [] },
};
