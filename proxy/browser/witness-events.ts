import * as v from 'valibot';

/*
 * What the Witness reads of the DevTools protocol's events. Request ids name a request in the whole browser: of a worker's
 * request, some events come from the page's session. https://chromedevtools.github.io/devtools-protocol/tot/Network/
 */

const requestId = v.string();
const timestamp = v.number();
const reasons = v.array(v.string());

export const WillBeSentSchema = v.object({
  requestId,
  documentURL: v.string(),
  request: v.object({
    url: v.string(),
    method: v.string(),
    headers: v.optional(v.record(v.string(), v.string()), {}),
    hasPostData: v.optional(v.boolean(), false),
  }),
  /** Seconds: of a clock of the browser's own, and since the epoch. */
  timestamp,
  wallTime: v.number(),
  initiator: v.object({
    type: v.string(),
    stack: v.optional(v.object({ callFrames: v.array(v.object({ url: v.string() })) })),
  }),
  redirectResponse: v.optional(v.object({ headers: v.record(v.string(), v.string()) })),
  type: v.optional(v.string(), 'Other'),
});

export const SentExtraSchema = v.object({
  requestId,
  associatedCookies: v.array(v.object({ blockedReasons: reasons, cookie: v.object({ name: v.string() }) })),
});

export const ReceivedSchema = v.object({
  requestId,
  timestamp,
  response: v.object({
    status: v.number(),
    fromDiskCache: v.optional(v.boolean(), false),
    fromServiceWorker: v.optional(v.boolean(), false),
    fromPrefetchCache: v.optional(v.boolean(), false),
  }),
});

export const ReceivedExtraSchema = v.object({
  requestId,
  blockedCookies: v.array(v.object({ blockedReasons: reasons, cookieLine: v.string() })),
});

export const ServedFromCacheSchema = v.object({ requestId });

export const FailedSchema = v.object({
  requestId,
  timestamp,
  errorText: v.string(),
  blockedReason: v.optional(v.string()),
  corsErrorStatus: v.optional(v.object({ corsError: v.string(), failedParameter: v.string() })),
});

export const BindingCalledSchema = v.object({ name: v.string(), payload: v.string() });

/** What is refused before it is a request at all has no events of the Network domain, but an issue. */
export const IssueSchema = v.object({
  issue: v.object({
    details: v.object({
      corsIssueDetails: v.optional(
        v.object({
          isWarning: v.boolean(),
          corsErrorStatus: v.object({ corsError: v.string(), failedParameter: v.string() }),
          request: v.object({ url: v.string() }),
        }),
      ),
      contentSecurityPolicyIssueDetails: v.optional(
        v.object({ isReportOnly: v.boolean(), blockedURL: v.optional(v.string()) }),
      ),
    }),
  }),
});
