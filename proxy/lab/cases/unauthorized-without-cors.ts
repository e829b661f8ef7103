import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'unauthorized-without-cors';

export const unauthorizedWithoutCors: LabCase = {
  id: ID,
  scenario: 's7',
  title: 'The 401 comes without CORS headers',
  story:
    'The token has expired. The API says so, but the page cannot read it: authentication responds before CORS headers are added.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'app',
  fails: ['s7.cors-on-401', 's7.is-401', 'app.errors'],
  calls: [get(caseUrl(ID, 'orders')), get(caseUrl(ID, 'account'), { headers: { Authorization: 'Bearer opaque' } })],
  mend: { by: 'suggestion' },
  faults: { app: shop({ onErrors: false }) },
};
