import { caseUrl, get, type LabCase, send } from '../lab-case.ts';
import { PARTNER_HOST } from '../lab-hosts.ts';

const ID = 'cookie-same-site-lax';

export const cookieSameSiteLax: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'The session cookie is SameSite=Lax, and the API is on another site',
  story:
    'The API is at api.parcel.test, a different site from the page. The browser does not store a Lax cookie from there, so the user is not signed in.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'cookie-not-sent',
  layer: 'browser',
  fails: ['s4.cookie-attributes', 's4.sent', 'auth.cookie-policy', 'mistake.cookie-not-cors'],
  calls: [
    send('POST', caseUrl(ID, 'login', PARTNER_HOST), { user: 'ada' }, { credentials: 'include' }),
    get(caseUrl(ID, 'me', PARTNER_HOST), { credentials: 'include' }),
  ],
  wants: { success: true },
  mend: {
    by: 'nothing',
    why: 'even with `SameSite=None; Secure` a browser that blocks third-party cookies withholds it: the page and the API must be on the same site',
  },
  faults: {},
};
