import { isCrossOrigin, lines, never, preflightAnswer, unsafeLines } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const WRITE = 'Make the write from the page: the POST, PUT, PATCH or DELETE that fails.';

export const s3: RowGroup = {
  id: 's3',
  title: 'GET works, POST or PUT fails',
  fixPath: 'The mend follows from a comparison, field by field, of the call that works and the one that fails.',
  rows: [
    {
      id: 's3.compare',
      text: 'A write works where a read of the same API does; else the two are compared, field by field',
      by: ['compare'],
      decide: never,
      toSee:
        'Make one read and one write of the same API; to see the two side by side, mark one with `x`, select the other and press `c`.',
    },
    {
      id: 's3.custom-headers',
      text: 'Headers that only the write carries are allowed (Authorization, X-Requested-With, tenant headers)',
      by: ['compare'],
      decide: subject => (isWrite(subject.facts.method) ? unsafeLines(subject) : null),
      toSee: WRITE,
    },
    {
      id: 's3.content-type',
      text: 'It is seen whether the content type is what triggers the preflight (application/json)',
      by: ['observed'],
      decide: ({ journey }) => {
        const request = journey.legs.find(leg => leg.request !== null)?.request ?? null;
        const found = request === null ? [] : lines(request, 'received', 'Content-Type');
        return found.length === 0 ? null : found;
      },
      toSee:
        'Make a call with a body, such as `fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body })`.',
    },
    {
      id: 's3.method-allowed',
      text: 'The method of the write is allowed by the API’s or the gateway’s answer',
      by: ['observed'],
      decide: subject =>
        isWrite(subject.facts.method)
          ? preflightAnswer(exchange => lines(exchange, 'delivered', 'Access-Control-Allow-Methods'))(subject)
          : null,
      toSee: WRITE,
    },
    {
      id: 's3.route-policy',
      text: 'Read and write routes get the same policy from every layer',
      by: ['compare', 'probe'],
      decide: subject =>
        isWrite(subject.facts.method) && isCrossOrigin(subject) && subject.verdict.outcome === 'allowed' ? [] : null,
      toSee: 'Make one read and one write of the same API; the Matrix shows each route’s policy beside the others’.',
    },
  ],
};

function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS' && method !== '';
}
