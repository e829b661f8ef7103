import { followed, lines, preflightAnswer, unsafeLines } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const PREFLIGHT = 'Make a call that needs a preflight, such as a PUT or one with `Content-Type: application/json`.';

export const s2: RowGroup = {
  id: 's2',
  title: 'The preflight fails',
  fixPath: 'The fix belongs at the edge, where OPTIONS must be handled explicitly.',
  rows: [
    {
      id: 's2.sent',
      text: 'The reason for the preflight is named: the method, header or content type that is not CORS-safelisted',
      by: ['observed', 'browser'],
      decide: subject =>
        preflightAnswer(exchange =>
          lines(exchange, 'received', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'),
        )(subject) ?? unsafeLines(subject),
      toSee: PREFLIGHT,
    },
    {
      id: 's2.status',
      text: 'The OPTIONS status is one that browsers accept (200–299)',
      by: ['observed'],
      decide: preflightAnswer(exchange => (isOk(exchange.delivered?.status) ? [] : null)),
      toSee: PREFLIGHT,
    },
    {
      id: 's2.methods',
      text: 'Access-Control-Allow-Methods includes the method',
      by: ['observed'],
      decide: preflightAnswer(exchange => {
        const asked = lines(exchange, 'received', 'Access-Control-Request-Method');
        return isOk(exchange.delivered?.status)
          ? [...asked, ...lines(exchange, 'delivered', 'Access-Control-Allow-Methods')]
          : null;
      }),
      toSee: PREFLIGHT,
    },
    {
      id: 's2.headers',
      text: 'Access-Control-Allow-Headers includes every header that the preflight asks for',
      by: ['observed'],
      decide: preflightAnswer(exchange => {
        const asked = lines(exchange, 'received', 'Access-Control-Request-Headers');
        if (asked.length === 0 || !isOk(exchange.delivered?.status)) return null;
        return [...asked, ...lines(exchange, 'delivered', 'Access-Control-Allow-Headers')];
      }),
      toSee:
        'Make a call with a header that needs a preflight, such as Authorization or `Content-Type: application/json`.',
    },
    {
      id: 's2.routed',
      text: 'Every layer routes OPTIONS: no 404, 405 or redirect',
      by: ['observed', 'probe'],
      decide: subject =>
        followed(subject) === null
          ? null
          : preflightAnswer(exchange => (isOk(exchange.delivered?.status) ? [] : null))(subject),
      toSee: 'Put taps between the layers and make a call that needs a preflight, or run `corscope probe URL --via …`.',
    },
    {
      id: 's2.auth-first',
      text: 'Authentication does not answer OPTIONS before the CORS headers are added',
      by: ['observed', 'probe'],
      decide: preflightAnswer(exchange => {
        const asked = lines(exchange, 'received', 'Access-Control-Request-Headers');
        const carries = exchange.received.lines.some(
          ([name, value]) => /^access-control-request-headers$/i.test(name) && /authorization/i.test(value),
        );
        return carries && isOk(exchange.delivered?.status) ? asked : null;
      }),
      toSee: 'Make a call with an Authorization header to a protected path: its preflight carries no Authorization.',
    },
  ],
};

function isOk(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
