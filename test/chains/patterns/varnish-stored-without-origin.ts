import { JSON_TYPE, RIGHT_APP } from '../support/answers.ts';
import { varnish } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const varnishStoredWithoutOrigin: Pattern = {
  id: 'varnish-stored-without-origin',
  desc: 'a request without Origin came first: the cache holds an answer without CORS headers for everyone',
  layers: [varnish(() => 'sub vcl_backend_response { set beresp.ttl = 1m; }')],
  app: [{ withOrigin: false, status: '200 OK', lines: [JSON_TYPE], body: '{"orders":[]}' }, ...RIGHT_APP],
  calls: [{ origin: null }, {}],
  wire: [
    ['varnish', 'GET /orders', '200', 'Age'],
    ['app', 'GET /orders', '200'],
    ['varnish', 'GET /orders', '200', 'Age'],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: { id: 'cache-ignores-origin', layer: 'varnish', checks: ['s5.stale-cache', 'cdn.cache', 'cdn.vary'] },
  path: { layers: ['varnish'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['varnish: stored-without-origin', 'app: vary-missing'],
    checks: ['cdn.cache', 's5.stale-cache', 'cdn.vary'],
  },
};
