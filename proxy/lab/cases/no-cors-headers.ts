import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'no-cors-headers';

export const noCorsHeaders: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The response carries no CORS header',
  story: 'The API returns 200 with the right JSON, as curl shows, but never says which origins may read it.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'app',
  fails: ['s1.acao-present'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => null, vary: false }) },
};
