import { ALLOWED, JSON_TYPE } from '../support/answers.ts';
import { caddy } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const caddyDirectiveOrder: Pattern = {
  id: 'caddy-directive-order',
  desc: 'handle is sorted before respond: the preflight goes to the app, which knows no OPTIONS',
  layers: [
    caddy(
      next => `
  @preflight method OPTIONS
  header @preflight Access-Control-Allow-Methods PUT
  respond @preflight 204
  handle {
    reverse_proxy ${next}
  }`,
    ),
  ],
  app: [
    { method: 'OPTIONS', status: '405 Method Not Allowed', lines: [...ALLOWED, ['Allow', 'GET, PUT']] },
    { status: '200 OK', lines: [JSON_TYPE, ...ALLOWED], body: '{}' },
  ],
  calls: [{ method: 'PUT', fields: ['Content-Type: application/json'], refused: true }],
  wire: [
    [
      'caddy',
      'OPTIONS /orders',
      '405',
      'Access-Control-Allow-Credentials: true',
      'Access-Control-Allow-Methods: PUT',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Vary: Origin',
    ],
    [
      'app',
      'OPTIONS /orders',
      '405',
      'Access-Control-Allow-Origin: http://localhost:5173',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightInvalidStatus' },
  finding: {
    id: 'preflight-status',
    layer: 'app',
    checks: ['s2.status', 's2.routed', 'gateway.options', 'mistake.forgot-options'],
  },
  path: { layers: ['caddy', 'app'], missed: [], changes: ['caddy added Access-Control-Allow-Methods'] },
  ladder: {
    blames: ['app: options-refused'],
    checks: ['s2.routed', 's2.status', 'gateway.options', 'mistake.forgot-options'],
  },
};
