import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { AUTH_HOST, PAGE_ORIGIN } from '../lab-hosts.ts';

const ID = 'session-redirect';

export const sessionRedirect: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'The session has ended, and the API redirects to the login page',
  story:
    'Instead of 401 the gateway returns a 302 to https://auth.lab.test. The page’s fetch follows it, but may not read a login form on another origin.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'auth-redirect',
  layer: 'gateway',
  fails: ['s4.redirects', 'auth.redirects', 'mistake.ignored-redirect'],
  calls: [get(caseUrl(ID, 'orders'), { credentials: 'include' })],
  wants: { success: true },
  mend: { by: 'nothing', why: 'a login form is not JSON: the API must return 401, which the page can act on' },
  faults: {
    gateway: {
      answer(_request, response) {
        const fields = { 'Access-Control-Allow-Origin': PAGE_ORIGIN, 'Access-Control-Allow-Credentials': 'true' };
        const location = caseUrl(ID, 'login?return=orders', AUTH_HOST);
        response.writeHead(302, { ...fields, Location: location, 'Content-Length': 0 }).end();
        return true;
      },
    },
  },
};
