import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { WWW_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'cached-for-another-origin';

export const cachedForAnotherOrigin: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'The CDN serves what it stored for another origin',
  story:
    'The app allows each origin by name and sends Vary: Origin. The CDN ignores Vary, and a page at www came first.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'cache-ignores-origin',
  layer: 'cdn',
  fails: ['s5.stale-cache', 'cdn.cache'],
  calls: [{ ...get(caseUrl(ID, 'products?run={run}')), from: WWW_ORIGIN }, get(caseUrl(ID, 'products?run={run}'))],
  mend: { by: 'suggestion' },
  faults: {
    app: shop({ allow: origin => origin ?? null, productsCache: 'max-age=0, s-maxage=60' }),
    cdn: { ignoresVary: true },
  },
};
