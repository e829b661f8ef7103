import { judgedAnAnswer, pageOriginOf, type Witness } from '../trace/witness.ts';
import { SPEC } from './spec.ts';
import { quote } from './step.ts';

/** Why a browser sent nothing, or kept what came, in a sentence with the request's own values. */
export interface Refusal {
  readonly text: string;
  readonly spec: string;
}

/** What only the browser can say: no rule of corscope's could find it on the wire. */
export function refusalOf(witness: Witness): Refusal {
  const { corsError, blockedReason, errorText } = witness;
  if (corsError !== null) return corsRefusal(witness, corsError);
  if (blockedReason === 'mixed-content') return { text: mixedContent(witness), spec: SPEC.mixedContent };
  if (blockedReason === 'csp') return { text: policy(witness), spec: SPEC.contentPolicy };
  if (/BLOCKED_BY_CLIENT/.test(errorText) || blockedReason === 'inspector') {
    return {
      text: `An extension, a filter list or the developer tools blocked ${quote(witness.url)}`,
      spec: SPEC.mainFetch,
    };
  }
  if (blockedReason !== null) {
    return {
      text: `The browser blocked ${quote(witness.url)} for the reason ${quote(blockedReason)}`,
      spec: SPEC.mainFetch,
    };
  }
  const asked = quote(`${witness.method} ${witness.url}`);
  const text =
    errorText === 'net::ERR_ABORTED'
      ? `${asked} was canceled: the page aborted it or navigated away`
      : `No response to ${asked}: ${errorText === '' ? 'the browser gives no reason' : quote(errorText)}`;
  return { text, spec: SPEC.networkError };
}

function mixedContent(witness: Witness): string {
  const page = pageOriginOf(witness);
  return `Mixed content: ${page === null ? 'an https page' : `the https page at ${quote(page)}`} may not load ${quote(witness.url)}`;
}

function policy(witness: Witness): string {
  return `The page’s Content-Security-Policy does not allow a connection to ${quote(witness.url)}`;
}

function corsRefusal(witness: Witness, corsError: string): Refusal {
  const known = REFUSALS[corsError];
  const url = quote(witness.url);
  if (known !== undefined) return { text: known.text(url), spec: known.spec };
  const text = judgedAnAnswer(witness)
    ? `A response for ${url}, probably from a cache or a service worker, failed the CORS check with ${quote(corsError)}`
    : `The browser blocked ${url} with ${quote(corsError)}`;
  return { text, spec: SPEC.corsCheck };
}

const LOCAL_NETWORK = SPEC.localNetwork;

const REFUSALS: Readonly<Record<string, { readonly text: (url: string) => string; readonly spec: string }>> = {
  DisallowedByMode: {
    text: url => `Request mode \`same-origin\` does not allow the cross-origin request to ${url}`,
    spec: SPEC.mainFetch,
  },
  CorsDisabledScheme: {
    text: url => `A cross-origin request can only go to an http or https URL, which ${url} is not`,
    spec: SPEC.mainFetch,
  },
  NoCorsRedirectModeNotFollow: {
    text: url => `Request mode \`no-cors\` requires redirect mode \`follow\`, and ${url} was requested with another`,
    spec: SPEC.mainFetch,
  },
  LocalNetworkAccessPermissionDenied: {
    text: url =>
      `Local Network Access: the page has no permission to reach ${url}, which is on this machine or its network`,
    spec: LOCAL_NETWORK,
  },
  InsecureLocalNetwork: {
    text: url =>
      `Local Network Access: a page that is not a secure context may not reach ${url}, which is on this machine or its network`,
    spec: LOCAL_NETWORK,
  },
};
