import { caseUrl, get, type LabCase, send } from '../lab-case.ts';

const ID = 'cookie-not-asked-for';

export const cookieNotAskedFor: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'The page sends no cookies',
  story:
    'Signing in works. The next call uses the default credentials mode, so the cookie stays in the browser and the API returns 401.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'cookie-not-sent',
  layer: 'browser',
  fails: ['s4.sent', 's7.is-401', 'mistake.cookie-not-cors'],
  calls: [send('POST', caseUrl(ID, 'login'), { user: 'ada' }, { credentials: 'include' }), get(caseUrl(ID, 'me'))],
  wants: { success: true },
  mend: { by: 'nothing', why: 'the page must use `credentials: "include"`, which no response header can do for it' },
  faults: {},
};
