import { caseUrl, get, type LabCase, send } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const ID = 'cookie-without-secure';
const ATTRIBUTES = 'HttpOnly; SameSite=None';

export const cookieWithoutSecure: LabCase = {
  id: ID,
  scenario: 's4',
  title: 'SameSite=None without Secure',
  story:
    'The session cookie should work across sites and has SameSite=None, but not Secure. The browser discards it without a word in the console.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'cookie-not-stored',
  layer: 'app',
  fails: ['s4.cookie-attributes', 'auth.cookie-policy', 'mistake.cookie-not-cors'],
  calls: [
    send('POST', caseUrl(ID, 'login'), { user: 'ada' }, { credentials: 'include' }),
    get(caseUrl(ID, 'me'), { credentials: 'include' }),
  ],
  judged: 0,
  wants: { success: true },
  mend: {
    by: 'fix',
    fix: {
      title: 'Set the cookie with Secure',
      enabled: true,
      when: { url: caseUrl(ID, 'login'), phase: 'actual' },
      do: [{ op: 'set', header: 'Set-Cookie', value: `sid=ada; Path=/${ID}; ${ATTRIBUTES}; Secure` }],
    },
    why: 'only the API’s owner can decide the cookie’s attributes',
  },
  faults: { app: shop({ cookieAttributes: ATTRIBUTES }) },
};
