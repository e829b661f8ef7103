import { caseUrl, type LabCase, send } from '../lab-case.ts';
import { PLAIN_PAGE_ORIGIN } from '../lab-hosts.ts';

const ID = 'https-redirect';

export const httpsRedirect: LabCase = {
  id: ID,
  scenario: 's6',
  title: 'The API’s base URL is still http',
  story:
    'Locally the API is plain http. In production the CDN redirects http to https, and browsers do not follow a redirect of a preflight.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: 'https-redirect',
  layer: 'cdn-http',
  fails: ['s6.https-redirect', 's2.routed'],
  page: PLAIN_PAGE_ORIGIN,
  calls: [send('PUT', caseUrl(ID, 'orders/7').replace('https:', 'http:'), { state: 'sent' })],
  mend: { by: 'suggestion' },
  faults: {},
};
