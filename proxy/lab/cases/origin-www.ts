import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { PAGE_ORIGIN, WWW_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'origin-www';

export const originWww: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The page is at www, the API allows the name without it',
  story:
    'The API allows https://app.lab.test. A shop that is opened at https://www.app.lab.test has a different origin.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'allow-origin-mismatch',
  layer: 'app',
  fails: ['s1.origin-exact', 'browser.origin'],
  page: WWW_ORIGIN,
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => PAGE_ORIGIN }) },
};
