import * as v from 'valibot';
import type { DevToolsEvent } from './devtools.ts';
import type { AccountInProgress, Asker } from './witness-account.ts';
import {
  FailedSchema,
  IssueSchema,
  ReceivedExtraSchema,
  ReceivedSchema,
  SentExtraSchema,
  ServedFromCacheSchema,
  WillBeSentSchema,
} from './witness-events.ts';
import type { Refused } from './witness-observations.ts';

type Sent = v.InferOutput<typeof WillBeSentSchema>;

/** What an event adds to the account of one request. */
export interface Note {
  readonly requestId: string;
  readonly add: (progress: AccountInProgress) => void;
}

/** Null for an event that is of no request. `asker` is asked of each request that begins. */
export function noteOf({ method, params }: DevToolsEvent, asker: (sent: Sent) => Asker): Note | null {
  switch (method) {
    case 'Network.requestWillBeSent':
      return read(WillBeSentSchema, params, (progress, sent) => {
        if (sent.initiator.type !== 'preflight') progress.send(sent, asker(sent));
      });
    case 'Network.requestWillBeSentExtraInfo':
      return read(SentExtraSchema, params, (progress, sent) => progress.sendExtra(sent));
    case 'Network.requestServedFromCache':
      return read(ServedFromCacheSchema, params, progress => progress.serveFromMemory());
    case 'Network.responseReceived':
      return read(ReceivedSchema, params, (progress, received) => progress.receive(received));
    case 'Network.responseReceivedExtraInfo':
      return read(ReceivedExtraSchema, params, (progress, received) => progress.receiveExtra(received));
    case 'Network.loadingFailed':
      return read(FailedSchema, params, (progress, failed) => progress.fail(failed));
    default:
      return null;
  }
}

/** Does a call of fetch or send begin with it? A redirect is the same request being sent again. */
export function isCall({ type, redirectResponse }: Sent): boolean {
  return (type === 'Fetch' || type === 'XHR') && redirectResponse === undefined;
}

/** Null for an issue that did not keep a request from being made. */
export function refusalIn(params: unknown): Refused | null {
  const issue = v.safeParse(IssueSchema, params);
  if (!issue.success) return null;
  const { corsIssueDetails: cors, contentSecurityPolicyIssueDetails: policy } = issue.output.issue.details;
  if (cors && !cors.isWarning) return { url: cors.request.url, ...cors.corsErrorStatus, blockedReason: null };
  if (!policy || policy.isReportOnly || policy.blockedURL === undefined) return null;
  return { url: policy.blockedURL, corsError: null, failedParameter: '', blockedReason: 'csp' };
}

function read<Read extends { requestId: string }>(
  schema: v.GenericSchema<unknown, Read>,
  params: unknown,
  add: (progress: AccountInProgress, read: Read) => void,
): Note | null {
  const found = v.safeParse(schema, params);
  if (!found.success) return null;
  const { output } = found;
  return { requestId: output.requestId, add: progress => add(progress, output) };
}
