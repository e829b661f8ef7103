import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'error-without-cors';

export const errorWithoutCors: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'A 500 comes without CORS headers',
  story:
    'Orders can be read. When the report fails, the framework’s error page goes out past the CORS middleware, and the page sees a CORS failure.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'app',
  fails: ['s5.error-statuses', 'app.errors', 'mistake.success-only', 'policy.errors', 'app.early'],
  calls: [get(caseUrl(ID, 'orders')), get(caseUrl(ID, 'report'))],
  mend: { by: 'suggestion' },
  faults: { app: shop({ onErrors: false }) },
};
