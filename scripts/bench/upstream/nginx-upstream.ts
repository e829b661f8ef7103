import { BODY, CORS_LINES, PREFLIGHT_LINES } from './answers.ts';
import type { TlsFiles } from './tls-files.ts';

/** The answers of `answers.ts`, as nginx configuration. */
export function nginxUpstream(port: number, tls: { readonly port: number; readonly files: TlsFiles } | null): string {
  const secure = tls === null ? '' : secureListener(tls.port, tls.files);
  return `
  server {
    listen 127.0.0.1:${port};
    ${secure}
    default_type application/json;
    location / {
      if ($request_method = OPTIONS) {
        ${lines(PREFLIGHT_LINES)}
        return 204;
      }
      ${lines(CORS_LINES)}
      return 200 '${BODY}';
    }
  }`;
}

function secureListener(port: number, { key, cert }: TlsFiles): string {
  return `listen 127.0.0.1:${port} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};`;
}

function lines(list: readonly (readonly [string, string])[]): string {
  return list.map(([name, value]) => `add_header ${name} '${value}';`).join('\n        ');
}
