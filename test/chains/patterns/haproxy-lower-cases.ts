import { RIGHT_APP } from '../support/answers.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxyLowerCases: Pattern = {
  id: 'haproxy-lower-cases',
  desc: 'near miss: HAProxy writes every header name in lower case, and nothing is lost by it',
  layers: [haproxy(() => '')],
  app: RIGHT_APP,
  calls: [{}],
  wire: [
    [
      'haproxy',
      'GET /orders',
      '200',
      'access-control-allow-origin: http://localhost:5173',
      'access-control-allow-credentials: true',
      'vary: Origin',
    ],
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
  path: { layers: ['haproxy', 'app'], missed: [], changes: [] },
  ladder: { blames: [], checks: [] },
};
