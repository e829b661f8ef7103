import { isCrossOrigin } from '../deciding.ts';
import type { Decide, Row, RowGroup } from '../row.ts';

/** A call that the page may read was made, and nothing speaks for the mistake. */
const sound: Decide = subject => (isCrossOrigin(subject) && subject.verdict.outcome === 'allowed' ? [] : null);

const MISTAKES: readonly (readonly [id: string, text: string])[] = [
  ['backend-only', 'CORS is not treated as backend code alone'],
  ['star-with-credentials', 'No wildcard origin where credentials are in play'],
  ['forgot-options', 'The preflight path is routable'],
  ['methods-not-headers', 'Where methods are allowed, headers are too'],
  ['success-only', 'Error responses carry the CORS headers, not only successful ones'],
  ['many-owners', 'One layer alone adds CORS headers'],
  ['ignored-redirect', 'No redirect moved the request to another origin or path'],
  ['cookie-not-cors', 'No missing cookie is mistaken for a CORS failure'],
];

export const mistakes: RowGroup = {
  id: 'mistake',
  title: 'Common mistakes',
  fixPath: null,
  rows: MISTAKES.map(
    ([id, text]): Row => ({
      id: `mistake.${id}`,
      text,
      by: ['observed'],
      decide: sound,
      toSee: 'Make the page’s calls through corscope: each mistake has a finding that names it.',
    }),
  ),
};
