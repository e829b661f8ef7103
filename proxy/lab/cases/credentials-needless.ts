import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'credentials-needless';

export const credentialsNeedless: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'Public data is requested with credentials',
  story:
    'Products are public, and the API allows them with *. The page’s HTTP library makes every call with credentials, so the page may not read them.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
  finding: 'star-with-credentials',
  layer: 'app',
  fails: ['client.credentials', 's4.specific-origin'],
  calls: [get(caseUrl(ID, 'products'), { credentials: 'include' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => '*', credentials: null }) },
};
