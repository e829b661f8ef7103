import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'cached-without-vary';

export const cachedWithoutVary: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'The CDN serves what it stored for a request without Origin',
  story:
    'The app adds CORS headers only if a request has an Origin, and sends no Vary. A call in no-cors mode came first, and its response without CORS headers is cached for everyone.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'cache-ignores-origin',
  layer: 'app',
  fails: ['s5.stale-cache', 'cdn.vary'],
  calls: [
    get(caseUrl(ID, 'orders')),
    get(caseUrl(ID, 'products?run={run}'), { mode: 'no-cors' }),
    get(caseUrl(ID, 'products?run={run}')),
  ],
  mend: { by: 'suggestion' },
  faults: { app: shop({ vary: false, productsCache: 'max-age=0, s-maxage=60' }) },
};
