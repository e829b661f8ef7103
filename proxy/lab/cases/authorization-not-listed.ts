import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'authorization-not-listed';

export const authorizationNotListed: LabCase = {
  id: ID,
  scenario: 's7',
  title: 'Authorization is not among the headers',
  story:
    'Calls without a token work. With one, the preflight asks for Authorization, which the API’s list of headers does not contain.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'HeaderDisallowedByPreflightResponse' },
  finding: 'header-not-allowed',
  layer: 'app',
  fails: ['s7.authorization-allowed', 'auth.authorization', 's2.headers'],
  calls: [get(caseUrl(ID, 'orders'), { headers: { Authorization: 'Bearer opaque' } })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ headers: 'Content-Type' }) },
};
