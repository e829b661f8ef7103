import { caseUrl, type LabCase, send } from '../lab-case.ts';

const ID = 'gateway-answers-bare-200';

export const gatewayAnswersBare200: LabCase = {
  id: ID,
  scenario: 's2',
  title: 'The gateway answers OPTIONS without CORS headers',
  story:
    'The gateway answers every OPTIONS with 200 by itself and never asks the app, which would have added the CORS headers.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  finding: 'preflight-allow-origin-missing',
  layer: 'gateway',
  fails: ['gateway.options'],
  calls: [send('PUT', caseUrl(ID, 'orders/7'), { state: 'sent' })],
  mend: { by: 'suggestion' },
  faults: {
    gateway: {
      answer(request, response) {
        if (request.method !== 'OPTIONS') return false;
        response.writeHead(200, { Allow: 'GET, PUT, OPTIONS', 'Content-Length': 0 }).end();
        return true;
      },
    },
  },
};
