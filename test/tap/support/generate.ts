import type { Random } from './random.ts';

export interface Generated {
  /** The message on the wire. */
  readonly wire: string;
  readonly payload: string;
  readonly trailers: string;
}

export interface GeneratedResponse extends Generated {
  readonly interim: number;
}

/** A request that node's lenient parser reads too. */
export function request(random: Random): Generated {
  const method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);
  const target = random.pick(['/', '/a?b=c', '//x//', '/%2f%00', '/?', '/|', '*']);
  const start = `${method} ${target} HTTP/1.1\r\nHost: a.test\r\n${fields(random)}`;
  const leading = random.chance(10) ? '\r\n' : '';
  const message = withBody(random, leading + start, 'Content-Length: 0\r\n');
  return random.chance(50) ? message : { wire: `${leading}${start}\r\n`, payload: '', trailers: '' };
}

/** A response that does not end with the connection. */
export function response(random: Random): GeneratedResponse {
  const interim = random.chance(20) ? 1 + random.below(2) : 0;
  const before = `HTTP/1.1 103 Early Hints\r\n${fields(random)}\r\n`.repeat(interim);
  const status = random.pick(['200 OK', '404 Not Found', '500 ', '201 Ünique']);
  const none = random.chance(15) ? random.pick(['204 No Content', '304 Not Modified']) : null;
  if (none !== null)
    return { wire: `${before}HTTP/1.1 ${none}\r\n${fields(random)}\r\n`, payload: '', trailers: '', interim };
  return { ...withBody(random, `${before}HTTP/1.1 ${status}\r\n${fields(random)}`, 'content-length:0\r\n'), interim };
}

function fields(random: Random): string {
  let lines = '';
  for (let left = random.below(5); left > 0; left -= 1) {
    const name = random.pick(['X-A', 'accept', 'VARY', 'x-dup', 'Access-Control-Allow-Origin', 'Content-Lengthy']);
    const value = random.pick(['1', '', 'a, b', ' spaced ', '\xe9\xff', '*', 'chunked']);
    lines += `${name}:${random.pick(['', ' ', '\t'])}${value}\r\n`;
  }
  return lines;
}

function withBody(random: Random, head: string, empty: string): Generated {
  if (random.chance(20)) return { wire: `${head}${empty}\r\n`, payload: '', trailers: '' };
  if (random.chance(50)) {
    const payload = bytes(random, random.below(300));
    return { wire: `${head}Content-Length: ${payload.length}\r\n\r\n${payload}`, payload, trailers: '' };
  }
  return chunked(random, head);
}

function chunked(random: Random, head: string): Generated {
  let wire = `${head}${random.pick(['Transfer-Encoding: chunked', 'TRANSFER-encoding:Chunked'])}\r\n\r\n`;
  let payload = '';
  for (let left = random.below(5); left > 0; left -= 1) {
    const part = bytes(random, 1 + random.below(100));
    const size = random.chance(50) ? part.length.toString(16) : part.length.toString(16).toUpperCase();
    wire += `${'0'.repeat(random.below(3))}${size}${random.chance(20) ? ';a=b' : ''}\r\n${part}\r\n`;
    payload += part;
  }
  const trailers = random.chance(20) ? 'X-Sum: 1\r\n' : '';
  return { wire: `${wire}0\r\n${trailers}\r\n`, payload, trailers };
}

/** Any bytes, line ends and things that look like messages among them. */
export function bytes(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    text += random.chance(10)
      ? random.pick([
          '\r\n\r\n',
          'HTTP/1.1 200 OK\r\n',
          'GET / HTTP/1.1\r\n',
          '0\r\n\r\n',
          '\n\n',
          'Content-Length: 5\r\n',
        ])
      : String.fromCharCode(random.below(256));
  }
  return text.slice(0, length);
}

/** Bytes too many, one too few, and perhaps an end before the end. */
export function withFaults(random: Random, whole: string): string {
  const added = random.below(whole.length);
  const more = whole.slice(0, added) + bytes(random, 4) + whole.slice(added);
  const removed = random.below(whole.length);
  const fewer = more.slice(0, removed) + more.slice(removed + 1);
  return fewer.slice(0, Math.max(random.below(whole.length), whole.length >> 1));
}
