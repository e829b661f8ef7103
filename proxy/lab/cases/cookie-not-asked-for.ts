import { caseUrl, get, type LabCase, send } from '../lab-case.ts';

const ID = 'cookie-not-asked-for';

export const cookieNotAskedFor: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'The page asks without its cookies',
  story:
    'Signing in works. The next call leaves credentials at their default, so the cookie stays in the browser and the API answers 401.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'cookie-not-sent',
  layer: 'browser',
  fails: ['s4.sent', 's7.is-401', 'mistake.cookie-not-cors'],
  calls: [send('POST', caseUrl(ID, 'login'), { user: 'ada' }, { credentials: 'include' }), get(caseUrl(ID, 'me'))],
  wants: { success: true },
  mend: { by: 'nothing', why: 'the page must ask with `credentials: "include"`: no header of an answer makes it' },
  faults: {},
};
