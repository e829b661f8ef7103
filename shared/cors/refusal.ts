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
      text: `The browser refused ${quote(witness.url)}, and gives the reason ${quote(blockedReason)}`,
      spec: SPEC.mainFetch,
    };
  }
  const why = errorText === 'net::ERR_ABORTED' ? 'the page gave it up, or left' : quote(errorText);
  return { text: `No answer to ${witness.method} ${quote(witness.url)}: ${why}`, spec: SPEC.networkError };
}

function mixedContent(witness: Witness): string {
  const page = pageOriginOf(witness);
  return `Mixed content: ${page === null ? 'a secure page' : `the secure page at ${quote(page)}`} may not ask for ${quote(witness.url)}`;
}

function policy(witness: Witness): string {
  return `The page’s own Content-Security-Policy does not let it ask for ${quote(witness.url)}`;
}

function corsRefusal(witness: Witness, corsError: string): Refusal {
  const known = REFUSALS[corsError];
  const url = quote(witness.url);
  if (known !== undefined) return { text: known.text(url), spec: known.spec };
  const answer = judgedAnAnswer(witness)
    ? 'An answer that did not pass corscope, from a cache or a service worker, failed the CORS check of'
    : 'The browser refused';
  return { text: `${answer} ${url}: ${quote(corsError)}`, spec: SPEC.corsCheck };
}

const LOCAL_NETWORK = SPEC.localNetwork;

const REFUSALS: Readonly<Record<string, { readonly text: (url: string) => string; readonly spec: string }>> = {
  DisallowedByMode: {
    text: url => `Request mode \`same-origin\` goes to no other origin, and ${url} is one`,
    spec: SPEC.mainFetch,
  },
  CorsDisabledScheme: {
    text: url => `CORS is for http and https addresses, which ${url} is not`,
    spec: SPEC.mainFetch,
  },
  NoCorsRedirectModeNotFollow: {
    text: url =>
      `Request mode \`no-cors\` goes with redirect mode \`follow\` alone, and ${url} was asked for with another`,
    spec: SPEC.mainFetch,
  },
  LocalNetworkAccessPermissionDenied: {
    text: url =>
      `Local Network Access: the page has no permission to reach ${url}, which is on this machine or its network`,
    spec: LOCAL_NETWORK,
  },
  InsecureLocalNetwork: {
    text: url =>
      `Local Network Access: a page that is not https may not reach ${url}, which is on this machine or its network`,
    spec: LOCAL_NETWORK,
  },
};
