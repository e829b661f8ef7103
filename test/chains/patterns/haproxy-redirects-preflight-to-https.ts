import { RIGHT_APP } from '../support/answers.ts';
import { haproxy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const haproxyRedirectsPreflightToHttps: Pattern = {
  id: 'haproxy-redirects-preflight-to-https',
  desc: 'redirect scheme https answers the preflight, which no browser follows',
  layers: [haproxy(() => '  http-request redirect scheme https code 301')],
  app: RIGHT_APP,
  calls: [{ method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [['haproxy', 'OPTIONS /orders', '301', 'location: https://localhost/orders']],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
};
