import { JSON_TYPE, WITHOUT_VARY } from '../support/answers.ts';
import { OTHER_PAGE } from '../support/call.ts';
import { nginx } from '../support/layer.ts';
import type { Pattern } from '../support/pattern.ts';

export const nginxCacheAddsVaryTooLate: Pattern = {
  id: 'nginx-cache-adds-vary-too-late',
  desc: 'add_header Vary comes after the cache: another page’s answer is served again',
  layers: [
    nginx(
      next => `
  location / {
    proxy_cache answers;
    proxy_cache_valid 200 1m;
    add_header Vary Origin always;
    add_header X-Cache-Status $upstream_cache_status always;
    proxy_pass http://${next};
  }`,
      (_, { folder }) => `proxy_cache_path ${folder}/cache keys_zone=answers:1m;`,
    ),
  ],
  app: [{ status: '200 OK', lines: [JSON_TYPE, ...WITHOUT_VARY], body: '{"orders":[]}' }],
  calls: [{ origin: OTHER_PAGE }, {}],
  wire: [
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
    [
      'app',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
    ],
    [
      'nginx',
      'GET /orders',
      '200',
      'Access-Control-Allow-Origin: http://localhost:8080',
      'Access-Control-Allow-Credentials: true',
      'Vary: Origin',
    ],
  ],
  verdict: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: { id: 'cache-ignores-origin', layer: 'nginx', checks: ['s5.stale-cache', 'cdn.cache', 's1.origin-exact'] },
  path: { layers: ['nginx'], missed: ['app'], changes: [] },
  ladder: {
    blames: ['nginx: cached-for-another-origin', 'nginx: stored-without-origin'],
    checks: ['cdn.cache', 's5.stale-cache', 'cdn.vary'],
  },
};
