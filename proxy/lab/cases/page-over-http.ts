import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { PAGE_ORIGIN, PLAIN_PAGE_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'page-over-http';

export const pageOverHttp: LabCase = {
  id: ID,
  scenario: 's6',
  title: 'The page was opened over http',
  story:
    'The same host, the same path, and another origin: the API allows https://app.lab.test, and this page was opened with http.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'allow-origin-mismatch',
  layer: 'app',
  fails: ['s1.origin-exact', 'browser.origin'],
  page: PLAIN_PAGE_ORIGIN,
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ allow: () => PAGE_ORIGIN }) },
};
