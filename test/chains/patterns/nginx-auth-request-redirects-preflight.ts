import { RIGHT_APP } from '../support/answers.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxAuthRequestRedirectsPreflight: Pattern = {
  id: 'nginx-auth-request-redirects-preflight',
  desc: 'auth_request asks the login of the preflight, which has no cookie, and sends it to the login page',
  layers: [
    nginx(
      next => `
  location / {
    auth_request /auth;
    error_page 401 = @login;
    proxy_pass http://${next};
  }
  location = /auth {
    internal;
    if ($http_cookie = "") { return 401; }
    return 204;
  }
  location @login { return 302 http://login.example.com/start; }`,
    ),
  ],
  app: RIGHT_APP,
  calls: [{ credentials: true }, { method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
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
    ['nginx', 'OPTIONS /orders', '302', 'Location: http://login.example.com/start'],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: {
    id: 'auth-redirect',
    layer: 'nginx',
    checks: ['s2.routed', 's2.status', 's2.auth-first', 'auth.redirects', 'gateway.options'],
  },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['nginx: auth-before-options'],
    checks: ['s2.auth-first', 's2.status', 'gateway.options', 'app.early'],
  },
};
