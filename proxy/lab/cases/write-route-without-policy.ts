import { caseUrl, get, type LabCase, pathOf } from '../lab-case.ts';
import { PAGE_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'write-route-without-policy';

export const writeRouteWithoutPolicy: LabCase = {
  id: ID,
  scenario: 's3',
  title: 'The gateway has a CORS policy for one route alone',
  story: 'The app leaves CORS to the gateway. The gateway has a policy for the orders, and nobody gave the cart one.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'gateway',
  fails: ['s3.route-policy', 'gateway.route-policy', 's3.compare'],
  calls: [
    get(caseUrl(ID, 'orders')),
    { url: caseUrl(ID, 'cart'), init: { method: 'POST', headers: {}, body: 'product=1' } },
  ],
  mend: { by: 'suggestion' },
  faults: {
    app: shop({ allow: () => null, vary: false }),
    gateway: {
      amend(fields, request) {
        if (pathOf(request) !== 'orders') return;
        fields['access-control-allow-origin'] = PAGE_ORIGIN;
        fields['vary'] = 'Origin';
      },
    },
  },
};
