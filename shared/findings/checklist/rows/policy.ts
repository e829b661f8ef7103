import { errorAnswer, never } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

export const policy: RowGroup = {
  id: 'policy',
  title: 'The policy, kept as configuration',
  fixPath: null,
  rows: [
    {
      id: 'policy.matrix',
      text: 'A matrix of allowed origins × methods × headers × credentials for each API is kept as a file',
      by: ['manual'],
      decide: never,
      toSee: 'The Matrix shows what was observed: keep it in the repository, and check that it says what you intend.',
    },
    {
      id: 'policy.owner',
      text: 'Which layer owns CORS is written down',
      by: ['manual'],
      decide: never,
      toSee: 'The ledger names the layer that wrote each CORS header: record that layer as the owner.',
    },
    {
      id: 'policy.browser-test',
      text: 'A browser test covers at least one credentialed and one non-credentialed path',
      by: ['manual'],
      decide: never,
      toSee: 'Look in the repository’s end-to-end tests for a call of each kind.',
    },
    {
      id: 'policy.errors',
      text: '401, 403 and 500 carry the headers that the page needs',
      by: ['observed', 'probe'],
      decide: errorAnswer(401, 599),
      toSee: 'Run `corscope probe URL`, or call a protected path without credentials and one that fails.',
    },
    {
      id: 'policy.review',
      text: 'The policy is reviewed when a page domain, gateway, auth pattern, header, service or cache policy changes',
      by: ['manual'],
      decide: never,
      toSee: 'Only the team knows: add a review date to the policy.',
    },
  ],
};
