/**
 * Methods compare letter by letter: browsers upper-case DELETE, GET, HEAD, OPTIONS, POST and PUT before they send them, and
 * nothing else (https://fetch.spec.whatwg.org/#concept-method-normalize), so `patch` stays `patch`.
 * https://fetch.spec.whatwg.org/#cors-safelisted-method
 */
export function isSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST';
}
