import { answerJson, caseUrl, type LabCase } from '../lab-case.ts';

const ID = 'no-cors-headers';

export const noCorsHeaders: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The answer carries no CORS header',
  story: 'The API answers 200 with the right JSON, as curl shows, and never says which pages may read it.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  call: { url: caseUrl(ID, 'orders'), init: { method: 'GET', headers: {} } },
  mendedBy: ['set', 'add'],
  app: (_request, response) => answerJson(response, 200, { orders: [{ id: 7, state: 'paid' }] }),
  gateway: null,
};
