import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { PAGE_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'origin-null';

export const originNull: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'A sandboxed iframe has no origin to allow',
  story: 'The shop’s widget runs in a sandboxed iframe, whose origin is null. The API allows the page around it.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'allow-origin-mismatch',
  layer: 'app',
  fails: ['s1.origin-exact'],
  calls: [{ ...get(caseUrl(ID, 'products')), from: 'null' }],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => PAGE_ORIGIN }) },
};
