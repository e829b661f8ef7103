import { fateIn } from '../../blame.ts';
import { finalAnswer, followed, isCrossOrigin, lines, withCredentials } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const CALL = 'Make the failing call from the page through corscope.';
const CREDENTIALS = 'Make a call with credentials: `fetch(url, { credentials: "include" })`.';

const allowOrigin = finalAnswer(exchange => {
  const found = lines(exchange, 'delivered', 'Access-Control-Allow-Origin');
  return found.length === 0 ? null : found;
});

export const s1: RowGroup = {
  id: 's1',
  title: 'Blocked in the browser, works from curl or Postman',
  fixPath: 'The fix belongs in the response headers that reach the browser.',
  rows: [
    {
      id: 's1.pair',
      text: 'The preflight and the main request are shown as one pair',
      by: ['observed'],
      decide: ({ journey }) => (journey.legs.some(leg => leg.preflight !== null && leg.request !== null) ? [] : null),
      toSee:
        'Make a call that needs a preflight and passes it, such as a PUT or one with `Content-Type: application/json`.',
    },
    {
      id: 's1.origin-exact',
      text: 'The page’s origin equals an allowed origin exactly',
      by: ['observed'],
      decide: allowOrigin,
      toSee: CALL,
    },
    {
      id: 's1.acao-present',
      text: 'The final response carries Access-Control-Allow-Origin',
      by: ['observed'],
      decide: allowOrigin,
      toSee: CALL,
    },
    {
      id: 's1.acac-present',
      text: 'With credentials, Access-Control-Allow-Credentials is exactly `true`',
      by: ['observed'],
      decide: withCredentials(
        finalAnswer(exchange => lines(exchange, 'delivered', 'Access-Control-Allow-Credentials')),
      ),
      toSee: CREDENTIALS,
    },
    {
      id: 's1.acao-not-star',
      text: 'With credentials, Access-Control-Allow-Origin is not `*`',
      by: ['observed'],
      decide: withCredentials(allowOrigin),
      toSee: CREDENTIALS,
    },
    {
      id: 's1.stripped',
      text: 'No proxy or CDN removed or replaced the header on the way',
      by: ['observed', 'probe'],
      decide: subject => {
        if (followed(subject) === null || !isCrossOrigin(subject)) return null;
        const exchange = subject.journey.legs.at(-1)?.request ?? null;
        if (exchange?.delivered == null) return null;
        const fate = fateIn({ journey: subject.journey, exchange }, 'Access-Control-Allow-Origin');
        return fate.kind === 'kept' ? lines(exchange, 'delivered', 'Access-Control-Allow-Origin') : null;
      },
      toSee:
        'Put taps between the layers (`--tap gateway=…`, `--tap app=…`), or probe each layer: `corscope probe URL --via gateway=… --via app=…`.',
    },
  ],
};
