import type { JourneyReport } from '../../shared/findings/report.ts';

/** A journey of the recorded session that shows the panel in one state. */
export interface JourneyState {
  readonly id: string;
  readonly title: string;
  readonly find: (report: JourneyReport) => boolean;
}

type Outcome = JourneyReport['verdict']['outcome'];

function of(path: string, outcome: Outcome): JourneyState['find'] {
  return ({ facts, verdict }) => facts.url.includes(path) && verdict.outcome === outcome;
}

export const JOURNEY_STATES: readonly JourneyState[] = [
  { id: 'blocked-preflight', title: 'Blocked at the preflight', find: of('gateway-answers-405', 'blocked') },
  { id: 'mended', title: 'Mended by a fix', find: of('gateway-answers-405', 'allowed') },
  { id: 'blocked-response', title: 'Blocked at the response, several taps', find: of('error-without-cors', 'blocked') },
  { id: 'one-header-wrong', title: 'One header says another value', find: of('origin-trailing-slash', 'blocked') },
  { id: 'doubled', title: 'A header twice, by two layers', find: of('allow-origin-twice', 'blocked') },
  { id: 'stripped', title: 'A layer took a header off', find: of('proxy-strips-header', 'blocked') },
  { id: 'redirected-preflight', title: 'The preflight was redirected', find: of('preflight-to-login', 'blocked') },
  { id: 'redirected', title: 'Blocked after a redirect', find: of('redirect-to-other-host', 'blocked') },
  { id: 'cookie', title: 'Allowed, and the cookie is not stored', find: of('same-site-lax/login', 'allowed') },
  { id: 'risk', title: 'Allowed, and a header is not readable', find: of('header-not-exposed', 'allowed') },
  { id: 'never-sent', title: 'Never sent: mixed content', find: of('mixed-content', 'blocked') },
  { id: 'failed', title: 'No response, seen by several taps', find: of('connection-cut', 'not-cors') },
  { id: 'refused', title: 'No response, one tap', find: of('events.shop.example', 'not-cors') },
  { id: 'not-cors', title: 'Not CORS', find: of('https://shop.example/', 'not-cors') },
  { id: 'allowed', title: 'Allowed, one tap only', find: of('products?page=2', 'allowed') },
  { id: 'no-body', title: 'Allowed with preflight, no body', find: of('cart/items/41', 'allowed') },
  { id: 'depends', title: 'Depends on what the page asked', find: of('api.shop.example/cart', 'depends') },
  { id: 'pending', title: 'Pending', find: of('api.shop.example/reports', 'pending') },
  { id: 'secrets', title: 'Secrets masked', find: of('api.shop.example/account', 'blocked') },
  { id: 'long', title: 'Long URL, long headers', find: of('by-facets', 'blocked') },
  { id: 'disagrees', title: 'The browser says otherwise', find: of('api.shop.example/me', 'allowed') },
  { id: 'guessed', title: 'Taps tied by a guess', find: of('track/9', 'blocked') },
];
