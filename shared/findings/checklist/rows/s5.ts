import { isRedirectStatus } from '../../../trace/redirect.ts';
import { errorAnswer, finalAnswer, followed, lines, redirected } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const TAPS =
  'Put taps between the layers (`--tap gateway=…`, `--tap app=…`), or run `corscope probe URL --via gateway=… --via app=…`.';

export const s5: RowGroup = {
  id: 's5',
  title: 'The app sets the right headers, the browser still fails',
  fixPath: 'One layer must own CORS; the fix belongs there, and the others pass its headers through.',
  rows: [
    {
      id: 's5.final',
      text: 'What the browser received is what the app emitted',
      by: ['observed'],
      decide: followed,
      toSee: TAPS,
    },
    {
      id: 's5.layers-in-order',
      text: 'Each layer’s effect is known, in order: CDN, load balancer, gateway, ingress, reverse proxy',
      by: ['observed', 'probe'],
      decide: followed,
      toSee: TAPS,
    },
    {
      id: 's5.duplicates',
      text: 'No CORS header is doubled',
      by: ['observed'],
      decide: finalAnswer(exchange => {
        const found = lines(exchange, 'delivered', 'Access-Control-Allow-Origin');
        return found.length === 1 ? found : null;
      }),
      toSee: 'Make a call whose response carries CORS headers.',
    },
    {
      id: 's5.error-statuses',
      text: 'CORS headers that are on 200 are on 4xx and 5xx as well',
      by: ['compare', 'probe'],
      decide: errorAnswer(400, 599),
      toSee: 'Call a path that does not exist and one that fails, or run `corscope probe URL`, which requests both.',
    },
    {
      id: 's5.stale-cache',
      text: 'No cached response carries another origin’s headers, or none',
      by: ['observed', 'probe'],
      decide: finalAnswer(exchange => {
        const found = lines(
          exchange,
          'delivered',
          'Age',
          'X-Cache',
          'X-Cache-Status',
          'CF-Cache-Status',
          'Cache-Status',
        );
        return found.length === 0 ? null : found;
      }),
      toSee: 'Run `corscope probe URL`: it sends two different origins and none, and checks which response comes back.',
    },
    {
      id: 's5.redirect-host',
      text: 'No redirect leads to a host with a different policy',
      by: ['observed'],
      decide: redirected,
      toSee: `Call a URL that redirects (a status such as ${[301, 302, 307].filter(isRedirectStatus).join(', ')}).`,
    },
  ],
};
