import { answerJson, caseUrl, get, type LabCase, pathOf } from '../lab-case.ts';

const ID = 'gateway-times-out';

export const gatewayTimesOut: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'The gateway’s own 504 has no CORS headers',
  story: 'The app has the headers on every response. This one took too long, and the gateway responded in its place.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'masked-server-error',
  layer: 'gateway',
  fails: ['s5.error-statuses', 'app.errors', 'mistake.backend-only'],
  calls: [get(caseUrl(ID, 'orders')), get(caseUrl(ID, 'report'))],
  mend: { by: 'suggestion' },
  faults: {
    gateway: {
      answer(request, response) {
        if (pathOf(request) !== 'report') return false;
        answerJson(response, 504, { message: 'The upstream server is timing out' });
        return true;
      },
    },
  },
};
