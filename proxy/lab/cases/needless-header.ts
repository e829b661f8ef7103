import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'needless-header';

export const needlessHeader: LabCase = {
  id: ID,
  scenario: 's2',
  title: 'A header that nobody reads causes a preflight',
  story:
    'The page’s HTTP library adds X-Requested-With to every call. Without it this GET would need no preflight, and the preflight does not allow it.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'HeaderDisallowedByPreflightResponse' },
  finding: 'header-not-allowed',
  layer: 'app',
  fails: ['s2.headers', 'client.needless-headers'],
  calls: [get(caseUrl(ID, 'products'), { headers: { 'X-Requested-With': 'XMLHttpRequest' } })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ headers: 'Content-Type' }) },
};
