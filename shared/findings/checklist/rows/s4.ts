import { finalAnswer, lines, redirected, withCredentials } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const CREDENTIALS = 'Make a call with credentials after signing in: `fetch(url, { credentials: "include" })`.';

export const s4: RowGroup = {
  id: 's4',
  title: 'It fails only with cookies or sessions',
  fixPath: 'The fix aligns the cookie’s attributes with the CORS headers: both must allow the request.',
  rows: [
    {
      id: 's4.sent',
      text: 'The request really carries credentials',
      by: ['observed', 'browser'],
      decide: ({ journey }) => {
        const request = journey.legs.find(leg => leg.request !== null)?.request ?? null;
        const found = request === null ? [] : lines(request, 'received', 'Cookie', 'Authorization');
        return found.length === 0 ? null : found;
      },
      toSee: CREDENTIALS,
    },
    {
      id: 's4.acac',
      text: 'Access-Control-Allow-Credentials: true is present',
      by: ['observed'],
      decide: withCredentials(
        finalAnswer(exchange => lines(exchange, 'delivered', 'Access-Control-Allow-Credentials')),
      ),
      toSee: CREDENTIALS,
    },
    {
      id: 's4.specific-origin',
      text: 'A specific allowed origin, never a wildcard',
      by: ['observed'],
      decide: withCredentials(finalAnswer(exchange => lines(exchange, 'delivered', 'Access-Control-Allow-Origin'))),
      toSee: CREDENTIALS,
    },
    {
      id: 's4.cookie-attributes',
      text: 'SameSite, Secure, Domain, Path and Partitioned let the browser store each cookie and send it cross-site',
      by: ['observed', 'browser'],
      decide: ({ journey }) => {
        const set = journey.legs.flatMap(({ request }) =>
          request === null ? [] : lines(request, 'delivered', 'Set-Cookie'),
        );
        return set.length === 0 ? null : set;
      },
      toSee: 'Sign in through corscope, so that the response that sets the cookie is seen.',
    },
    {
      id: 's4.redirects',
      text: 'No login or token-refresh redirect crosses origins',
      by: ['observed'],
      decide: redirected,
      toSee: 'Let the session expire, or call a protected URL without one, so that a login redirect is recorded.',
    },
  ],
};
