import { followed, lines, preflightAnswer, unsafeLines } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const PREFLIGHT = 'Make a call that needs a preflight, such as a PUT or one with `Content-Type: application/json`.';

export const s2: RowGroup = {
  id: 's2',
  title: 'The preflight fails',
  fixPath: 'The mend belongs where OPTIONS is answered: explicitly, at the edge.',
  rows: [
    {
      id: 's2.sent',
      text: 'Why the browser sent OPTIONS is named: the method, header or content type that is not simple',
      by: ['observed', 'browser'],
      decide: subject =>
        preflightAnswer(exchange =>
          lines(exchange, 'received', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'),
        )(subject) ?? unsafeLines(subject),
      toSee: PREFLIGHT,
    },
    {
      id: 's2.status',
      text: 'The OPTIONS status is one that the browser accepts (200–299)',
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
      text: 'Access-Control-Allow-Headers includes every header asked for',
      by: ['observed'],
      decide: preflightAnswer(exchange => {
        const asked = lines(exchange, 'received', 'Access-Control-Request-Headers');
        if (asked.length === 0 || !isOk(exchange.delivered?.status)) return null;
        return [...asked, ...lines(exchange, 'delivered', 'Access-Control-Allow-Headers')];
      }),
      toSee: 'Make a call with a header that needs leave, such as Authorization or `Content-Type: application/json`.',
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
      toSee: 'Make a call with an Authorization header, whose preflight goes to a protected path without one.',
    },
  ],
};

function isOk(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
