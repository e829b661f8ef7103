import { JSON_TYPE, WITHOUT_VARY } from '../support/answers.ts';
import { OTHER_PAGE } from '../support/call.ts';
import { varnish } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const varnishCacheWithoutVary: Pattern = {
  id: 'varnish-cache-without-vary',
  desc: 'the app names the page without Vary: the cache serves one page’s answer to another',
  layers: [varnish(() => 'sub vcl_backend_response { set beresp.ttl = 1m; }')],
  app: [{ status: '200 OK', lines: [JSON_TYPE, ...WITHOUT_VARY], body: '{"orders":[]}' }],
  calls: [{ origin: OTHER_PAGE }, {}],
  wire: [
    [
      'varnish',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
      'Age',
    ],
    [
      'app',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
    ],
    [
      'varnish',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
      'Age',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: { id: 'cache-ignores-origin', layer: 'varnish', checks: ['s5.stale-cache', 'cdn.cache', 'cdn.vary'] },
  path: { layers: ['varnish'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['varnish: cached-for-another-origin', 'varnish: stored-without-origin', 'app: vary-missing'],
    checks: ['cdn.cache', 's5.stale-cache', 'cdn.vary'],
  },
};
