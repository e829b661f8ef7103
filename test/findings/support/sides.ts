import type { Side } from '../../../shared/findings/compare/field.ts';
import { journeyOf } from '../../../shared/findings/examples.ts';
import { reportOf } from '../../../shared/findings/report-of.ts';

/** A journey in the text of `shared/findings/examples.ts`, with its report. */
export function side(...exchanges: readonly string[]): Side {
  const journey = journeyOf(...exchanges);
  return { journey, report: reportOf(journey) };
}

/** It works. */
export const GET = `
  GET https://api.lab.test/orders
  Origin: https://app.lab.test

  200 OK
  Access-Control-Allow-Origin: https://app.lab.test
  Vary: Accept-Encoding, Origin`;
/** It fails at its preflight. */
export const PUT = `
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT
  Access-Control-Request-Headers: content-type

  405 Method Not Allowed`;
