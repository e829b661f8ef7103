import { caseUrl, get, type LabCase, send } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'header-not-listed';

export const headerNotListed: LabCase = {
  id: ID,
  scenario: 's3',
  title: 'The tenant’s header is not among the headers',
  story:
    'Reading works. The write names its tenant in X-Tenant, and the API allows the method, but only the header Content-Type.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'HeaderDisallowedByPreflightResponse' },
  finding: 'header-not-allowed',
  layer: 'app',
  fails: ['s2.headers', 's3.custom-headers', 'mistake.methods-not-headers'],
  calls: [
    get(caseUrl(ID, 'orders/7')),
    send('PUT', caseUrl(ID, 'orders/7'), { state: 'sent' }, { headers: { 'X-Tenant': 'north' } }),
  ],
  mend: { by: 'suggestion' },
  faults: { app: shop({ headers: 'Content-Type' }) },
};
