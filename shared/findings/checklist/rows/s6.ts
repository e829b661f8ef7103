import { finalAnswer, lines, never, redirected } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const SESSIONS =
  'Record the call in both places (`--session local.ndjson`, `--session production.ndjson`) and compare the two sessions.';

export const s6: RowGroup = {
  id: 's6',
  title: 'It fails only in production',
  fixPath: 'The mend is proven on the deployed path: it must preserve the headers that the local one had.',
  rows: [
    {
      id: 's6.origins',
      text: 'Local and production origins are compared exactly, ports and subdomains included',
      by: ['compare'],
      decide: never,
      toSee: SESSIONS,
    },
    {
      id: 's6.https-redirect',
      text: 'No HTTP→HTTPS redirect changes the origin or kills the preflight',
      by: ['observed'],
      decide: subject => redirected(subject) ?? (subject.facts.apiOrigin.startsWith('https:') ? [] : null),
      toSee: 'Make the call with the production URL, scheme included.',
    },
    {
      id: 's6.gateway-config',
      text: 'Production’s ingress or gateway answers the same request as the local one does',
      by: ['compare', 'probe'],
      decide: never,
      toSee: `${SESSIONS} Or probe the same path at both addresses, the local one and the deployed one.`,
    },
    {
      id: 's6.env-origins',
      text: 'The allowed-origins configuration has the deployed page’s URL',
      by: ['observed'],
      decide: finalAnswer(exchange => {
        const found = lines(exchange, 'delivered', 'Access-Control-Allow-Origin');
        return found.length === 0 ? null : found;
      }),
      toSee: 'Make the call from the deployed page.',
    },
    {
      id: 's6.other-flow',
      text: 'Production uses the same auth flow, refresh path and asset domain',
      by: ['compare'],
      decide: never,
      toSee: SESSIONS,
    },
  ],
};
