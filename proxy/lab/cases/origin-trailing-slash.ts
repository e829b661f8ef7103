import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { PAGE_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'origin-trailing-slash';

export const originTrailingSlash: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The allowed origin ends with a slash',
  story:
    'Somebody pasted the shop’s URL from the address bar into the API’s configuration. An origin has no path, not even /.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'allow-origin-mismatch',
  layer: 'app',
  fails: ['s1.origin-exact'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => `${PAGE_ORIGIN}/` }) },
};
