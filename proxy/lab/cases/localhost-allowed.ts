import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'localhost-allowed';

export const localhostAllowed: LabCase = {
  id: ID,
  scenario: 's6',
  title: 'Production allows the developer’s machine',
  story:
    'The allowed origin comes from a variable that the deployment never set, so it is still the developer’s localhost.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'local-origin-allowed',
  layer: 'app',
  fails: ['s6.env-origins', 's6.origins'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => 'http://localhost:3000' }) },
};
