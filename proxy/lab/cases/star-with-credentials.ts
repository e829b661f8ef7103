import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'star-with-credentials';

export const starWithCredentials: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The API allows every origin, and the page sends its session',
  story: 'The API sends *, which worked until somebody signed in: with credentials the browser accepts no wildcard.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
  finding: 'star-with-credentials',
  layer: 'app',
  fails: ['s1.acao-not-star', 's4.specific-origin', 'mistake.star-with-credentials'],
  calls: [get(caseUrl(ID, 'orders'), { credentials: 'include' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => '*' }) },
};
