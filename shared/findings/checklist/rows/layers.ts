import { combinedValue } from '../../../http/header-line.ts';
import {
  errorAnswer,
  finalAnswer,
  followed,
  isCrossOrigin,
  lines,
  preflightAnswer,
  redirected,
  unsafeLines,
  withCredentials,
} from '../deciding.ts';
import type { Decide, RowGroup } from '../row.ts';

const PROBE = 'Run `corscope probe URL`.';
const TAPS = 'Put taps between the layers, or run `corscope probe URL --via gateway=… --via app=…`.';

/** The page may read it, and what it read is named. */
const allowed: Decide = subject => (isCrossOrigin(subject) && subject.verdict.outcome === 'allowed' ? [] : null);

const vary = finalAnswer(exchange => {
  const origin = combinedValue(exchange.delivered?.lines ?? [], 'Access-Control-Allow-Origin');
  const value = combinedValue(exchange.delivered?.lines ?? [], 'Vary') ?? '';
  if (origin === null || origin === '*' || !/(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(value)) return null;
  return lines(exchange, 'delivered', 'Vary');
});

export const layers: RowGroup = {
  id: 'layer',
  title: 'Layers, when an issue will not stay fixed',
  fixPath: null,
  rows: [
    {
      id: 'browser.origin',
      text: 'Scheme, host and port of the page match what the server expects',
      by: ['observed'],
      decide: allowed,
      toSee: 'Make the call from the page.',
    },
    {
      id: 'browser.trace',
      text: 'The console message is never the only source: the trace stands beside it',
      by: ['browser', 'observed'],
      decide: ({ journey }) => (journey.witness !== null && journey.legs.length > 0 ? [] : null),
      toSee: 'Open the page with `corscope open URL`, so that the browser’s own word stands beside the verdict.',
    },
    {
      id: 'browser.preflight-match',
      text: 'Access-Control-Request-Method and -Headers match what the server permits',
      by: ['observed'],
      decide: preflightAnswer((exchange, subject) =>
        subject.verdict.outcome === 'blocked' && subject.verdict.phase === 'preflight'
          ? null
          : lines(exchange, 'received', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'),
      ),
      toSee: 'Make a call that needs a preflight.',
    },
    {
      id: 'client.credentials',
      text: 'The client includes credentials only where it means to',
      by: ['observed', 'browser'],
      decide: ({ facts }) => (facts.credentials.mode === 'include' && facts.credentials.cookies ? [] : null),
      toSee: 'Open the page with `corscope open URL` and make the call: its credentials mode and cookies are shown.',
    },
    {
      id: 'client.needless-headers',
      text: 'No non-essential custom header triggers a preflight',
      by: ['observed'],
      decide: subject =>
        isCrossOrigin(subject) && unsafeLines(subject) === null && subject.journey.legs[0]?.request != null ? [] : null,
      toSee: 'Make the call from the page.',
    },
    {
      id: 'client.base-url',
      text: 'The API base URL fits the deployment stage',
      by: ['compare', 'observed'],
      decide: subject => (isCrossOrigin(subject) && subject.facts.apiOrigin.startsWith('https:') ? [] : null),
      toSee: 'Make the call from the deployed page.',
    },
    {
      id: 'app.early',
      text: 'CORS middleware runs early enough: error, 404 and auth answers carry its headers',
      by: ['observed', 'probe'],
      decide: errorAnswer(400, 599),
      toSee: `Call a path that does not exist, and a protected one without credentials. ${PROBE}`,
    },
    {
      id: 'app.errors',
      text: 'Error responses and auth failures carry CORS headers',
      by: ['observed', 'probe'],
      decide: errorAnswer(400, 599),
      toSee: `Call a path that fails. ${PROBE}`,
    },
    {
      id: 'app.explicit',
      text: 'Allowed origins are explicit, not reflected from any Origin',
      by: ['probe'],
      decide: () => null,
      toSee: `${PROBE} It asks as an origin that nobody can have allowed.`,
    },
    {
      id: 'gateway.options',
      text: 'OPTIONS is forwarded or handled',
      by: ['observed', 'probe'],
      decide: preflightAnswer(exchange => ((exchange.delivered?.status ?? 0) < 300 ? [] : null)),
      toSee: 'Make a call that needs a preflight.',
    },
    {
      id: 'gateway.rewrites',
      text: 'Rewriting rules neither remove nor duplicate CORS headers',
      by: ['observed'],
      decide: followed,
      toSee: TAPS,
    },
    {
      id: 'gateway.route-policy',
      text: 'Per-route policies do not conflict with the global one',
      by: ['probe', 'compare'],
      decide: () => null,
      toSee: 'Call two routes of the API: the Matrix marks where their policies contradict each other.',
    },
    {
      id: 'cdn.cache',
      text: 'Responses with origin-dependent headers are not cached wrongly',
      by: ['probe', 'observed'],
      decide: vary,
      toSee: PROBE,
    },
    {
      id: 'cdn.vary',
      text: 'An echoed origin comes with Vary: Origin, on every answer of that URL',
      by: ['probe', 'observed'],
      decide: vary,
      toSee: `${PROBE} It asks with an Origin, with another, and without one.`,
    },
    {
      id: 'cdn.stale-edge',
      text: 'Stale edge configuration does not hide a backend fix',
      by: ['probe'],
      decide: () => null,
      toSee: 'Ask the edge and the app: `corscope probe URL --via app=http://…`.',
    },
    {
      id: 'auth.cookie-policy',
      text: 'Credentialed requests have a compatible cookie and CORS policy',
      by: ['observed', 'browser'],
      decide: withCredentials(subject =>
        subject.verdict.outcome === 'allowed' && subject.facts.credentials.cookies ? [] : null,
      ),
      toSee: 'Sign in, then make a call with `credentials: "include"`.',
    },
    {
      id: 'auth.authorization',
      text: 'Authorization is among the allowed headers',
      by: ['observed'],
      decide: preflightAnswer(exchange => {
        const value = combinedValue(exchange.delivered?.lines ?? [], 'Access-Control-Allow-Headers') ?? '';
        return /authorization/i.test(value) ? lines(exchange, 'delivered', 'Access-Control-Allow-Headers') : null;
      }),
      toSee: 'Make a call with an Authorization header.',
    },
    {
      id: 'auth.redirects',
      text: 'Identity-provider redirects are seen in the chain and expected',
      by: ['observed', 'manual'],
      decide: redirected,
      toSee:
        'Let the session expire and make the call: a redirect to the identity provider then shows in its journey. Whether it is expected, only you know.',
    },
  ],
};
