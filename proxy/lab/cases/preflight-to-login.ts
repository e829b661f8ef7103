import { caseUrl, type LabCase, send } from '../lab-case.ts';
import { AUTH_HOST } from '../lab-hosts.ts';

const ID = 'preflight-to-login';

export const preflightToLogin: LabCase = {
  id: ID,
  scenario: 's2',
  title: 'The preflight is sent to the login page',
  story:
    'The gateway redirects every request without a token to the identity provider, preflights included. Browsers do not follow a redirect of a preflight.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'PreflightDisallowedRedirect' },
  finding: 'auth-redirect',
  layer: 'gateway',
  fails: ['s2.routed', 's2.status', 's2.auth-first', 'auth.redirects', 'mistake.ignored-redirect'],
  calls: [send('PUT', caseUrl(ID, 'orders/7'), { state: 'sent' }, { headers: { Authorization: 'Bearer opaque' } })],
  mend: { by: 'suggestion' },
  faults: {
    gateway: {
      answer(request, response) {
        if (request.headers.authorization !== undefined) return false;
        response.writeHead(302, { Location: caseUrl(ID, 'login', AUTH_HOST), 'Content-Length': 0 }).end();
        return true;
      },
    },
  },
};
