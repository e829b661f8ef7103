import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'credentials-not-allowed';

export const credentialsNotAllowed: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'Nothing allows the credentials',
  story: 'The API allows the page by name. Since the page sends its session, the browser requires one more header.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'InvalidAllowCredentials' },
  finding: 'allow-credentials-missing',
  layer: 'app',
  fails: ['s4.acac', 's1.acac-present', 'auth.cookie-policy'],
  calls: [get(caseUrl(ID, 'orders'), { credentials: 'include' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ credentials: null }) },
};
