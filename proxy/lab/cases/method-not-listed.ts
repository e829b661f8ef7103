import { caseUrl, get, type LabCase, send } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'method-not-listed';

export const methodNotListed: LabCase = {
  id: ID,
  scenario: 's3',
  title: 'PATCH is not among the methods',
  story:
    'Reading an order works. Changing it is a PATCH, and the API’s list of methods was written before there was one.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'MethodDisallowedByPreflightResponse' },
  finding: 'method-not-allowed',
  layer: 'app',
  fails: ['s2.methods', 's3.method-allowed', 'browser.preflight-match', 's3.compare'],
  calls: [get(caseUrl(ID, 'orders/7')), send('PATCH', caseUrl(ID, 'orders/7'), { state: 'sent' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ methods: 'GET, POST, PUT' }) },
};
