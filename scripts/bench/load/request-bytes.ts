/** What Chromium sends with a cross-origin fetch: about 600 bytes. */
const BROWSER_LINES = [
  'Connection: keep-alive',
  'sec-ch-ua-platform: "Linux"',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'sec-ch-ua: "Chromium";v="156", "Not=A?Brand";v="24"',
  'sec-ch-ua-mobile: ?0',
  'Accept: */*',
  'Origin: https://app.example.test',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Referer: https://app.example.test/',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
];

const PREFLIGHT_LINES = [
  'Connection: keep-alive',
  'Accept: */*',
  'Access-Control-Request-Method: GET',
  'Access-Control-Request-Headers: authorization,x-request-id',
  'Origin: https://app.example.test',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Dest: empty',
  'Referer: https://app.example.test/',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
];

export interface RequestParts {
  readonly method: string;
  readonly path: string;
  readonly authority: string;
  /** `http://host:port` for a forward proxy's absolute form, empty for the origin form. */
  readonly origin: string;
}

export function requestBytes(parts: RequestParts, more: readonly string[] = []): string {
  const { method, path, authority, origin } = parts;
  const lines = method === 'OPTIONS' ? PREFLIGHT_LINES : BROWSER_LINES;
  const head = [`${method} ${origin}${path} HTTP/1.1`, `Host: ${authority}`, ...lines, ...more];
  return `${head.join('\r\n')}\r\n\r\n`;
}

/** A request that needs a preflight sends these beside the browser's own lines. */
export const PREFLIGHTED_LINES = [
  'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'X-Request-Id: 4f6c1c52',
];
