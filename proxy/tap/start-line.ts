export interface RequestStart {
  readonly method: string;
  readonly target: string;
  readonly version: string;
}

const REQUEST = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (.+) (HTTP\/1\.[01])$/;
const RESPONSE = /^HTTP\/1\.[01] (\d{3})(?: |$)/;

/** RFC 9112 §3; null where it is no HTTP/1.x request line. The target may be any bytes: it is passed on as it is. */
export function parseRequestStart(line: string): RequestStart | null {
  const parts = REQUEST.exec(line);
  const [, method, target, version] = parts ?? [];
  return method === undefined || target === undefined || version === undefined ? null : { method, target, version };
}

/** RFC 9112 §4; null where it is no HTTP/1.x status line. */
export function parseStatus(line: string): number | null {
  const code = RESPONSE.exec(line)?.[1];
  return code === undefined ? null : Number(code);
}

/** A method is a token (RFC 9110 §9.1): no other byte can begin a request. */
export function canBeginRequest(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f && !'"(),/:;<=>?@[\\]{}'.includes(String.fromCharCode(byte));
}

/** Every status line begins with `HTTP/`. */
export function canBeginResponse(byte: number): boolean {
  return byte === 0x48;
}
