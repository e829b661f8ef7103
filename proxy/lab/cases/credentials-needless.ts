import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'credentials-needless';

export const credentialsNeedless: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'Public data are asked for with the session',
  story:
    'Products are for everybody, and the API says so: *. The page’s HTTP library sends credentials with every call, and so may not read them.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
  finding: 'star-with-credentials',
  layer: 'app',
  fails: ['client.credentials', 's4.specific-origin'],
  calls: [get(caseUrl(ID, 'products'), { credentials: 'include' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => '*', credentials: null }) },
};
