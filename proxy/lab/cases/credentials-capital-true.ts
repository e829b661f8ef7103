import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'credentials-capital-true';

export const credentialsCapitalTrue: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'Credentials are allowed with a capital T',
  story: 'A Python configuration wrote True into Access-Control-Allow-Credentials. The browser accepts only true.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'InvalidAllowCredentials' },
  finding: 'allow-credentials-missing',
  layer: 'app',
  fails: ['s1.acac-present', 's4.acac'],
  calls: [get(caseUrl(ID, 'orders'), { credentials: 'include' })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ credentials: 'True' }) },
};
