import { combinedValue } from '../../../http/header-line.ts';
import { errorAnswer, lines, preflightAnswer } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const EXPIRED = 'Make a call with an expired token, or without one, from the page.';

export const s7: RowGroup = {
  id: 's7',
  title: 'It appears during token refresh or authenticated calls',
  fixPath: 'Keep authentication separate from CORS: a 401 or 403 carries the headers that let the page read it.',
  rows: [
    {
      id: 's7.is-401',
      text: 'No 401 or 403 is behind what looks like a CORS failure',
      by: ['observed'],
      decide: errorAnswer(401, 403),
      toSee: EXPIRED,
    },
    {
      id: 's7.cors-on-401',
      text: 'CORS headers are present on authentication failures too',
      by: ['observed', 'probe'],
      decide: errorAnswer(401, 403),
      toSee: `${EXPIRED} \`corscope probe URL\` sends one as well.`,
    },
    {
      id: 's7.authorization-allowed',
      text: 'Authorization is allowed by the preflight, by name',
      by: ['observed'],
      decide: preflightAnswer(exchange => {
        const asked = combinedValue(exchange.received.lines, 'Access-Control-Request-Headers') ?? '';
        const allowed = combinedValue(exchange.delivered?.lines ?? [], 'Access-Control-Allow-Headers') ?? '';
        if (!/authorization/i.test(asked) || !/authorization/i.test(allowed)) return null;
        return lines(exchange, 'delivered', 'Access-Control-Allow-Headers');
      }),
      toSee: 'Make a call with an Authorization header.',
    },
    {
      id: 's7.token',
      text: 'Issuer, audience, expiry and algorithm of the bearer token are valid',
      by: ['observed'],
      decide: ({ journey }) => {
        const found = journey.legs.flatMap(({ request }) =>
          request === null ? [] : lines(request, 'received', 'Authorization'),
        );
        return found.length === 0 ? null : found;
      },
      toSee: 'Make a call with a bearer token: it is decoded locally and sent nowhere else.',
    },
  ],
};
