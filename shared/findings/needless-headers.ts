/**
 * Headers that pages send without need, each with who mostly adds it; null where the API has to do without. Names in
 * lower case. Measured against what Fetch lets through without a preflight: none of these.
 */
const NEEDLESS: readonly (readonly [name: RegExp, text: string])[] = [
  [/^x-requested-with$/, 'which HTTP libraries add by old custom'],
  [
    /^(?:traceparent|tracestate|baggage|b3|x-b3-[a-z]+|uber-trace-id|sentry-trace|newrelic|elastic-apm-traceparent|x-datadog-[a-z-]+|x-amzn-trace-id|x-cloud-trace-context)$/,
    'which a tracing library adds',
  ],
  [/^(?:request-id|request-context|x-request-id|x-correlation-id)$/, 'which is there for logs'],
  [
    /^(?:cache-control|pragma|expires|if-none-match|if-modified-since)$/,
    'which the fetch option `cache` can do without a header',
  ],
  [/^access-control-allow-[a-z]+$/, 'which is a response header and does nothing in a request'],
];

/** Why the API can do without it, as a relative clause; null where it may need it. */
export function needlessText(name: string): string | null {
  return NEEDLESS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
