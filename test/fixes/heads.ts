import type { Fix } from '../../shared/fixes/fix.ts';
import type { RequestHead, ResponseHead } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';

export function exampleFix(members: Partial<Fix> = {}): Fix {
  return { id: 'f1', title: 'A fix', enabled: true, when: {}, do: [{ op: 'remove', header: 'X-Test' }], ...members };
}

export function get(): RequestHead {
  return request('GET', []);
}

/** For a PUT. */
export function preflight(headers?: string): RequestHead {
  const asked: HeaderLine[] = headers === undefined ? [] : [['Access-Control-Request-Headers', headers]];
  return request('OPTIONS', [['Access-Control-Request-Method', 'PUT'], ...asked]);
}

export function response(status: number, lines: readonly HeaderLine[]): ResponseHead {
  return { version: 'HTTP/1.1', status, reason: '', lines };
}

function request(method: string, lines: readonly HeaderLine[]): RequestHead {
  return { method, target: '/orders/7', version: 'HTTP/1.1', lines: [['Origin', 'https://app.lab.test'], ...lines] };
}
