import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { exchangeOf, journeyOf, withTrail } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';

const GET = 'GET https://api.lab.test/a\nOrigin: https://app.lab.test';
const ALLOWS = '200 OK\nAccess-Control-Allow-Origin: https://app.lab.test';
const ORIGIN_NULL = 'Origin: null';

function preflightFor(headers: string): string {
  return `OPTIONS https://api.lab.test/a\nOrigin: https://app.lab.test\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: ${headers}\n\n204 No Content\nAccess-Control-Allow-Origin: *`;
}

const WITHOUT_NEED = 'or do not send a header that the API does not need';

describe('a finding says what is so of this journey', () => {
  it.each([
    {
      desc: 'an origin that a redirect made null is not the page’s',
      texts: [
        `${GET}\n\n302 Found\nLocation: https://files.lab.test/a\nAccess-Control-Allow-Origin: *`,
        `GET https://files.lab.test/a\n${ORIGIN_NULL}\n\n${ALLOWS}`,
      ],
      part: 'seen',
      says: 'the request’s origin is `null`, because a redirect led it from one origin to another.',
      not: 'page’s origin',
    },
    {
      desc: 'the origin of a sandboxed page is',
      texts: [`GET https://api.lab.test/a\n${ORIGIN_NULL}\n\n${ALLOWS}`],
      part: 'seen',
      says: 'the request’s origin is `null`, because the page’s origin is opaque.',
      not: 'redirect',
    },
    {
      desc: 'a token is not sent without need',
      texts: [preflightFor('authorization')],
      part: 'change',
      says: 'list `authorization` in Access-Control-Allow-Headers.',
      not: WITHOUT_NEED,
    },
    {
      desc: 'a header beside it may be',
      texts: [preflightFor('authorization,x-tenant')],
      part: 'change',
      says: WITHOUT_NEED,
      not: 'undefined',
    },
  ] as const)('$desc', ({ texts, part, says, not }) => {
    const said = reportOf(journeyOf(...texts)).findings[0]?.[part];
    expect(said).toContain(says);
    expect(said).not.toContain(not);
  });
});

describe('a headline', () => {
  it('spells a header as the standard does, however the layer wrote it', () => {
    const journey = withTrail(
      exchangeOf(`${GET}\n\n${ALLOWS}\naccess-control-allow-origin: *`, 1, 'gateway'),
      exchangeOf(`${GET}\n\n${ALLOWS}`, 2, 'app'),
    );
    expect(reportOf(journey).verdict.headline).toContain('added a second Access-Control-Allow-Origin, `*`,');
  });
});

describe('the steps of a report', () => {
  const journey = journeyOf(`${GET}\n\n200 OK`);
  const { steps } = judge(journey);

  it.each([
    { desc: 'read', read: () => reportOf(journey).verdict },
    { desc: 'copied', read: () => ({ ...reportOf(journey).verdict }) },
    { desc: 'as JSON', read: () => JSON.parse(JSON.stringify(reportOf(journey))).verdict },
  ])('are those of the verdict, $desc', ({ read }) => {
    expect(read().steps).toEqual(steps);
  });
});
