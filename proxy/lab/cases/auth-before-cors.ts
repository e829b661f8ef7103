import { answerJson, caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'auth-before-cors';

export const authBeforeCors: LabCase = {
  id: ID,
  scenario: 's2',
  title: 'Authentication answers the preflight',
  story:
    'The gateway requires a token on every request. A preflight never has one, so it is rejected before anything adds CORS headers.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  finding: 'preflight-status',
  layer: 'gateway',
  fails: ['s2.auth-first', 's2.status', 'app.early'],
  calls: [get(caseUrl(ID, 'orders'), { headers: { Authorization: 'Bearer opaque' } })],
  mend: { by: 'suggestion' },
  faults: {
    gateway: {
      answer(request, response) {
        if (request.headers.authorization !== undefined) return false;
        response.setHeader('WWW-Authenticate', 'Bearer');
        answerJson(response, 401, { message: 'Unauthorized' });
        return true;
      },
    },
  },
};
