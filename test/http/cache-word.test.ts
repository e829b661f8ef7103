import { describe, expect, it } from 'vitest';
import { cachedWord } from '../../shared/http/cache-word.ts';

const ROWS = [
  { desc: 'an age', line: ['Age', '12'], stored: true },
  { desc: 'an age of zero, which a miss has too', line: ['Age', '0'], stored: false },
  { desc: 'nginx, by custom', line: ['X-Cache-Status', 'HIT'], stored: true },
  { desc: 'nginx, stale', line: ['X-Cache-Status', 'STALE'], stored: true },
  { desc: 'nginx, not stored', line: ['X-Cache-Status', 'MISS'], stored: false },
  { desc: 'Varnish, two ids', line: ['X-Varnish', '32770 3'], stored: true },
  { desc: 'Varnish, one id', line: ['X-Varnish', '3'], stored: false },
  { desc: 'CloudFront', line: ['X-Cache', 'Hit from cloudfront'], stored: true },
  { desc: 'CloudFront, asked again', line: ['X-Cache', 'RefreshHit from cloudfront'], stored: true },
  { desc: 'CloudFront, not stored', line: ['X-Cache', 'Miss from cloudfront'], stored: false },
  { desc: 'Azure', line: ['x-cache', 'TCP_HIT'], stored: true },
  { desc: 'Fastly, stored at the shield', line: ['X-Cache', 'HIT, MISS'], stored: true },
  { desc: 'Cloudflare', line: ['CF-Cache-Status', 'HIT'], stored: true },
  { desc: 'Cloudflare, never stored', line: ['CF-Cache-Status', 'DYNAMIC'], stored: false },
  { desc: 'the standard field', line: ['Cache-Status', 'edge; hit; ttl=30'], stored: true },
  { desc: 'the standard field, forwarded', line: ['Cache-Status', 'edge; fwd=uri-miss; stored'], stored: false },
  { desc: 'how often, which is another field', line: ['X-Cache-Hits', '3'], stored: false },
] as const;

describe('a cache says that it stored the answer', () => {
  it.each(ROWS)('$desc', ({ line, stored }) => {
    const head = { version: 'HTTP/1.1', status: 200, reason: 'OK', lines: [line] };
    expect(cachedWord(head)).toBe(stored ? `${line[0]}: ${line[1]}` : null);
  });
});
