import { answerJson, caseUrl, type LabCase } from '../lab-case.ts';
import { AUTH_HOST } from '../lab-hosts.ts';

const ID = 'refresh-without-cors';

export const refreshWithoutCors: LabCase = {
  id: ID,
  scenario: 's7',
  title: 'The token refresh cannot be read',
  story:
    'The identity provider rejects the refresh with a 401 that has no CORS headers. The page takes it for a CORS failure, and does not sign the user out.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'auth',
  fails: ['s7.cors-on-401', 's7.is-401'],
  calls: [{ url: caseUrl(ID, 'token', AUTH_HOST), init: { method: 'POST', headers: {}, credentials: 'include' } }],
  mend: { by: 'suggestion' },
  faults: { auth: (_request, response) => answerJson(response, 401, { error: 'invalid_grant' }) },
};
