/** Addresses of the steps that verdicts cite. */
export const SPEC = {
  mainFetch: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  protocol: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  requestMode: 'https://fetch.spec.whatwg.org/#concept-request-mode',
  networkError: 'https://fetch.spec.whatwg.org/#concept-network-error',
  preflight: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  preflightCache: 'https://fetch.spec.whatwg.org/#concept-cache-match',
  okStatus: 'https://fetch.spec.whatwg.org/#ok-status',
  corsCheck: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  allowMethods: 'https://fetch.spec.whatwg.org/#http-access-control-allow-methods',
  allowHeaders: 'https://fetch.spec.whatwg.org/#http-access-control-allow-headers',
  redirect: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  redirectMode: 'https://fetch.spec.whatwg.org/#concept-request-redirect-mode',
  notModified: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
  mixedContent: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  resourcePolicy: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check',
} as const;
