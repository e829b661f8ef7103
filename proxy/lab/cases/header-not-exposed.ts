import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'header-not-exposed';

export const headerNotExposed: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'The page may read the response, but not the header',
  story: 'X-Total-Count is in the response, as the Network panel shows, but headers.get() returns null in the page.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'header-not-readable',
  layer: 'app',
  fails: [],
  calls: [get(caseUrl(ID, 'products'))],
  wants: { header: 'X-Total-Count' },
  mend: {
    by: 'fix',
    fix: {
      title: 'Expose X-Total-Count',
      enabled: true,
      when: { url: caseUrl(ID, 'products'), phase: 'actual' },
      do: [{ op: 'set', header: 'Access-Control-Expose-Headers', value: 'X-Total-Count' }],
    },
    why: 'nothing was blocked, so there is nothing that a suggestion could prove',
  },
  faults: { app: shop({ exposed: null }) },
};
